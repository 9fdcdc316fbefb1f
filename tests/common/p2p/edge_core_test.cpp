#include "node_kit.hpp"
#include "nodes/edge_core_cases.hpp"

TEST_CASE("an edge that loses its core goes to one that it has been told of", "[p2p]") {
    Edge edge{edge_settings(), {}};
    CHECK(next_dial(edge) == address(5001));
    connect(edge);
    hear(edge, Cores{{address(5001), address(5003), address(5002)}});
    edge.closed(the_link, "gone", at_start());
    for (const std::uint16_t port :
         std::vector<std::uint16_t>{5003, 5001, 5002, 5001, 5003, 5001}) {
        CHECK(next_dial(edge) == address(port));
        edge.dial_failed(address(port), "nobody", at_start());
    }
}

TEST_CASE("a full core's advice is followed first, and only once in a row", "[p2p]") {
    Edge edge{edge_settings(), {}};
    next_dial(edge);
    edge.opened(the_link, address(5001), Direction::Dialed, at_start());
    hear(edge, Refused{"full", {address(5009)}});
    CHECK(next_dial(edge) == address(5009));
    edge.opened(LinkId{2}, address(5009), Direction::Dialed, at_start());
    hear(edge, Refused{"full", {address(5010)}}, LinkId{2});
    CHECK(next_dial(edge) == address(5009));  // told of by the first, and its turn; not 5010
    edge.dial_failed(address(5009), "nobody", at_start());
    CHECK(next_dial(edge) == address(5001));
}

TEST_CASE("an edge that reaches an edge leaves it again", "[p2p]") {
    Edge edge{edge_settings(), {}};
    edge.opened(the_link, address(5001), Direction::Dialed, at_start());
    const Actions actions = hear(edge, hello(Role::Edge, 9));
    CHECK(close_of(the_link, actions));
    CHECK_THAT(told(actions), ContainsSubstring("it is no core"));
    CHECK_FALSE(edge.connected_to());
}

TEST_CASE("cores can fill an edge's list, but not its memory", "[p2p]") {
    Edge edge{edge_settings(), {}};
    connect(edge);
    for (std::uint16_t list = 0; list < 100; ++list) {
        Cores cores;
        for (std::uint16_t i = 0; i < 50; ++i) {
            cores.cores.push_back(address(static_cast<std::uint16_t>(6'000 + 50 * list + i)));
        }
        hear(edge, cores);
    }
    const std::string who = told(edge.typed("/who", at_start()));
    CHECK(std::count(who.begin(), who.end(), '\n') == 2 + std::ptrdiff_t{longest_core_list});
    CHECK_THAT(who, ContainsSubstring("listed: 127.0.0.1:5001"));
}
