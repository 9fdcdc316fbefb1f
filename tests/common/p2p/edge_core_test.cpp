// Which core an edge hangs on, and which it leaves.
#include "catch.hpp"

#include "edge_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

// The core that an edge dials next, which it does within a minute.
std::optional<Address> next_dial(Edge& edge, sbc::Instant from = start) {
    for (sbc::Instant now = from; now < from + 1min; now += 100ms) {
        const auto found = dials(edge.on_time(at(now)));
        if (!found.empty()) return found[0];
    }
    return {};
}

}  // namespace

TEST_CASE("an edge leaves a core that breaks the protocol, and tries again soon", "[p2p]") {
    Edge edge{edge_settings(), {}};
    edge.on_time(at_start());
    Actions actions;
    SECTION("that speaks before its hello") {
        edge.opened(the_link, address(5001), Direction::Dialed, at_start());
        SECTION("about itself") { actions = hear(edge, Cores{}); }
        SECTION("for an application") { actions = hear(edge, spread(1)); }
        SECTION("to it alone") { actions = hear(edge, Direct{"notes", "{}"}); }
    }
    SECTION("of another network") {
        edge.opened(the_link, address(5001), Direction::Dialed, at_start());
        Hello other = core_hello();
        other.network = "elsewhere";
        actions = hear(edge, other);
    }
    SECTION("that sends nonsense") {
        connect(edge);
        actions = edge.received(the_link, sbc::as_bytes("{"), at_start());
    }
    SECTION("that says hello twice") {
        connect(edge);
        actions = hear(edge, core_hello());
    }
    SECTION("that never says hello") {
        edge.opened(the_link, address(5001), Direction::Dialed, at_start());
        CHECK(edge.deadline() == start + 5s);
        actions = edge.on_time(at(start + 5s));
    }
    CHECK(close_of(the_link, actions));
    CHECK_THAT(told(actions), ContainsSubstring("the next attempt in"));
    CHECK(edge.deadline() < start + 6s);
    CHECK(next_dial(edge, start + 5s));
}

TEST_CASE("a silent core is pinged, then left", "[p2p]") {
    Edge edge{edge_settings(), {}};
    connect(edge);
    CHECK(edge.deadline() == start + 20s);
    CHECK(sent_to<Ping>(the_link, edge.on_time(at(start + 20s))).size() == 1);
    const Actions left = edge.on_time(at(start + 25s));
    CHECK(close_of(the_link, left));
    CHECK_THAT(told(left), ContainsSubstring("the core does not answer"));
}

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

TEST_CASE("what still comes from a core that was left is ignored", "[p2p]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    edge.closed(the_link, "gone", at_start());
    connect(edge, LinkId{2});
    notes.notes.clear();
    CHECK(hear(edge, spread(1)).empty());
    CHECK(hear(edge, Bye{}).empty());
    CHECK(edge.closed(the_link, "gone", at_start()).empty());
    CHECK(notes.notes.empty());
}

TEST_CASE("what a refusing core says is made printable", "[p2p]") {
    Edge edge{edge_settings(), {}};
    edge.opened(the_link, address(5001), Direction::Dialed, at_start());
    const Actions actions = hear(edge, Refused{"no\x1b[2J", {}});
    CHECK_THAT(told(actions), ContainsSubstring("refused: no?[2J"));
}
