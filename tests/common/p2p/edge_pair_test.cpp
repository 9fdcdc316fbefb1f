#include "p2p/edge_pair.hpp"

#include <random>
#include <set>

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/edge_scene.hpp"

namespace {

using namespace scene;
using namespace std::chrono_literals;

class Pair : public EdgePair {
public:
    using EdgePair::EdgePair;
    Actions opened(LinkId link, const Address& address, Moment moment = at_start()) {
        return EdgePair::opened(link, address, Direction::Dialed, moment);
    }
    Actions closed(LinkId link, Moment moment = at_start()) {
        return EdgePair::closed(link, "gone", moment);
    }
    Actions on_time(Moment moment = at_start()) { return EdgePair::on_time(moment); }
    Actions typed(const std::string& line) { return EdgePair::typed(line, at_start(77)); }
};

EdgePairSettings settings(const std::vector<std::uint16_t>& ports = {5001, 5002}) {
    EdgePairSettings result;
    result.edge = edge_settings();
    result.edge.cores.clear();
    for (const std::uint16_t port : ports) result.edge.cores.push_back(address(port));
    return result;
}
Actions hear_pair(Pair& pair, const Message& message, LinkId link) {
    return pair.received(link, bytes(message), at_start());
}
// Both cores take it: 5001 by link 1, 5002 by link 2.
void connect_both(Pair& pair) {
    (void)pair.on_time();
    for (const std::uint16_t port : {std::uint16_t{5001}, std::uint16_t{5002}}) {
        const LinkId link{port - 5000u};
        (void)pair.opened(link, address(port));
        (void)hear_pair(pair, hello(Role::Core, port, port, {"notes"}), link);
    }
    REQUIRE(pair.connected_to().size() == 2);
}

}  // namespace

TEST_CASE("a pair of edges dials two different cores at once", "[p2p]") {
    Notebook notes;
    Pair pair{settings(), {&notes}};
    CHECK(dials(pair.on_time()) == std::vector<Address>{address(5001), address(5002)});
    connect_both(pair);
    CHECK(notes.count("joined") == 2);
    CHECK(pair.address_of(LinkId{2}) == address(5002));
    CHECK_FALSE(pair.address_of(LinkId{3}));
}

TEST_CASE("of a single core only one of the two edges is a guest, and the other waits quietly",
          "[p2p]") {
    Notebook notes;
    Pair pair{settings({5001}), {&notes}};
    CHECK(dials(pair.on_time()) == std::vector<Address>{address(5001)});
    (void)pair.opened(LinkId{1}, address(5001));
    (void)hear_pair(pair, hello(Role::Core, 1, 5001, {"notes"}), LinkId{1});
    for (int second = 1; second < 19; ++second) {
        CHECK(pair.on_time(at(start + second * 1s)).empty());
    }
    SECTION("until the first is told of another core") {
        (void)hear_pair(pair, Cores{{address(5001), address(5002)}}, LinkId{1});
        std::vector<Address> dialed;
        for (int second = 0; second < 60 && dialed.empty(); ++second) {
            (void)hear_pair(pair, Ping{Nonce{1}}, LinkId{1});
            dialed = dials(pair.on_time(at(start + 19s + second * 100ms)));
        }
        CHECK(dialed == std::vector<Address>{address(5002)});
    }
}

TEST_CASE("what both cores bring is heard once, what is typed goes out once", "[p2p]") {
    Notebook notes;
    Pair pair{settings(), {&notes}};
    connect_both(pair);
    (void)hear_pair(pair, spread(5), LinkId{1});
    (void)hear_pair(pair, spread(5), LinkId{2});
    CHECK(notes.count("published 5") == 1);
    const auto said = pair.typed("say hello");
    REQUIRE(spreads(said).size() == 1);
    CHECK(notes.count("published") == 2);
    (void)hear_pair(pair, spreads(said)[0], LinkId{2});
    CHECK(notes.count("published") == 2);
    (void)hear_pair(pair, Direct{"notes", "{}"}, LinkId{2});
    CHECK(notes.count("direct {} from 2") == 1);
    CHECK_THAT(told(pair.typed("/who")), ContainsSubstring("5002"));
    SECTION("by the edge that has a core") {
        (void)pair.closed(LinkId{1});
        const auto sent = sent_to<Spread>(LinkId{2}, pair.typed("say more"));
        CHECK(sent.size() == 1);
    }
}

TEST_CASE("an application may send away either core, which is then avoided for a while", "[p2p]") {
    Notebook notes;
    Pair pair{settings(), {&notes}};
    connect_both(pair);
    const LinkId unwanted{GENERATE(1u, 2u)};
    notes.wishes["direct"] = {Close{unwanted, 10}};
    const Actions actions = hear_pair(pair, Direct{"notes", "{}"}, LinkId{1});
    CHECK(of<Close>(actions).size() == 1);
    CHECK(close_of(unwanted, actions));
    CHECK(notes.count("left from " + std::to_string(unwanted.value())) == 1);
    CHECK(pair.connected_to().size() == 1);
    (void)pair.closed(unwanted);
    for (int second = 1; second < 18; ++second) {
        CHECK(dials(pair.on_time(at(start + second * 1s))).empty());
    }
    Actions later;
    for (int second = 61; second < 80; ++second) {
        for (const Action& one : pair.on_time(at(start + second * 1s))) later.push_back(one);
    }
    CHECK_FALSE(dials(later).empty());
}

TEST_CASE("a pair leaves both cores and quits once", "[p2p]") {
    Notebook notes;
    Pair pair{settings(), {&notes}};
    connect_both(pair);
    Actions actions;
    SECTION("by Ctrl+C") { actions = pair.leave(); }
    SECTION("by a command") { actions = pair.typed("/quit"); }
    SECTION("by an application") {
        notes.wishes["typed"] = {Quit{}};
        actions = pair.typed("stop");
    }
    CHECK(of<Quit>(actions).size() == 1);
    CHECK(receivers_of<Bye>(actions) == std::vector<LinkId>{LinkId{1}, LinkId{2}});
}

// Random histories of dialing, closing and telling: never twice at the same core.
TEST_CASE("a pair is never at one core twice, whatever happens", "[p2p]") {
    std::mt19937 dice{GENERATE(1u, 2u, 3u, 4u, 5u)};
    Notebook notes;
    Pair pair{settings({5001, 5002, 5003}), {&notes}};
    std::map<LinkId, Address> open;
    std::vector<Address> dialed;
    std::uint64_t links = 0;
    sbc::Instant now = start;
    const auto take = [&](const Actions& actions) {
        for (const Address& to : dials(actions)) dialed.push_back(to);
        for (const Close& close : of<Close>(actions)) open.erase(close.link);
    };
    for (int step = 0; step < 2'000; ++step) {
        now += std::chrono::milliseconds{dice() % 500};
        const Moment moment = at(now, dice());
        const unsigned what = dice() % 4;
        if (what == 0) take(pair.on_time(moment));
        if (what == 1 && !dialed.empty()) {
            const Address to = dialed.back();
            dialed.pop_back();
            if (dice() % 3 == 0) {
                take(pair.dial_failed(to, "nobody", moment));
            } else {
                const LinkId link{++links};
                open.emplace(link, to);
                take(pair.opened(link, to, moment));
                const Message welcome = hello(Role::Core, to.port(), to.port(), {"notes"});
                take(pair.received(link, bytes(welcome), moment));
            }
        }
        if (what == 2 && !open.empty()) {
            const LinkId link = open.begin()->first;
            open.erase(link);
            take(pair.closed(link, moment));
        }
        if (what == 3 && !open.empty()) {
            const LinkId link = open.rbegin()->first;
            take(
                pair.received(link, bytes(Message{Cores{{address(5004), address(5001)}}}), moment));
        }
        std::set<Address> different;
        for (const auto& [link, at_core] : open) different.insert(at_core);
        REQUIRE(different.size() == open.size());
        REQUIRE(open.size() <= 2);
    }
    CHECK(links > 100);
}
