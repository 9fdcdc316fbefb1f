// An edge and cores that mean no good, or that know no better.
#include <set>

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/edge_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

// Runs an edge in a world in which some cores refuse it, all with the same advice, and all others
// do not answer.
struct Wasteland {
    explicit Wasteland(Edge& node) : edge{node} {}

    // Whom it tries, one after the other.
    std::vector<Address> tries(std::size_t count) {
        std::vector<Address> all;
        while (all.size() < count) {
            now += 100ms;
            for (const Address& to : dials(edge.on_time(at(now)))) {
                all.push_back(to);
                answer(to);
            }
        }
        return all;
    }
    void answer(const Address& to) {
        if (std::find(full.begin(), full.end(), to) == full.end()) {
            edge.dial_failed(to, "nobody there", at(now));
            return;
        }
        const LinkId link{++links};
        edge.opened(link, to, Direction::Dialed, at(now));
        edge.received(link, bytes(Refused{"full", advice}), at(now));
        edge.closed(link, "gone", at(now));
    }

    Edge& edge;
    sbc::Instant now = start;
    std::uint64_t links = 100;
    std::vector<Address> full;
    std::vector<Address> advice;
};

bool contains(const std::vector<Address>& list, const Address& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}
std::vector<Address> many(std::uint16_t from) {
    std::vector<Address> list;
    for (std::uint16_t i = 0; i < longest_core_list; ++i) {
        list.push_back(address(static_cast<std::uint16_t>(from + i)));
    }
    return list;
}

}  // namespace

TEST_CASE("a full core's advice does not keep an edge from the other cores", "[p2p]") {
    EdgeSettings settings = edge_settings();
    settings.cores = {address(5001), address(5002), address(5003)};
    Edge edge{settings, {}};
    Wasteland world{edge};
    world.full = {address(5001)};
    SECTION("that is behind all of them") { world.advice = {address(9000)}; }
    SECTION("that is before all of them") { world.advice = {address(1)}; }
    SECTION("that names the core itself") { world.advice = {address(5001)}; }
    SECTION("that is long") { world.advice = many(7'000); }
    const auto tried = world.tries(24);
    CHECK(contains(tried, address(5002)));
    CHECK(contains(tried, address(5003)));
}

TEST_CASE("what a core tells does not keep an edge from the cores it was given", "[p2p]") {
    Edge edge{edge_settings(), {}};
    connect(edge);
    for (std::uint16_t list = 0; list < 10; ++list) {
        hear(edge, Cores{many(static_cast<std::uint16_t>(6'000 + 64 * list))});
    }
    edge.closed(the_link, "gone", at_start());
    Wasteland world{edge};
    const auto tried = world.tries(20);
    CHECK(std::count(tried.begin(), tried.end(), address(5001)) >= 9);
    SECTION("and those that did not answer make room for others") {
        connect(edge, LinkId{2});
        hear(edge, Cores{{address(5005)}}, LinkId{2});
        edge.closed(LinkId{2}, "gone", at_start());
        CHECK(contains(world.tries(200), address(5005)));
    }
}

TEST_CASE("what waits is sent in portions that a connection takes", "[p2p]") {
    Notebook notes;
    EdgeSettings settings = edge_settings();
    settings.max_unacknowledged = 100;
    Edge edge{settings, {&notes}};
    const std::string words(30'000, 'x');
    for (std::uint64_t i = 1; i <= 100; ++i) edge.typed("say " + words, at_start(i * 1'000));
    auto sent = spreads(connect(edge));
    std::set<MessageId> delivered;
    while (!sent.empty()) {
        std::size_t size = 0;
        for (const Spread& one : sent) size += one.body.size();
        REQUIRE(size <= 524'288);
        std::vector<Spread> next;
        for (const Spread& one : sent) {
            CHECK(delivered.insert(one.id).second);
            const auto more = spreads(hear(edge, Ack{one.id}));
            next.insert(next.end(), more.begin(), more.end());
        }
        sent = std::move(next);
    }
    CHECK(delivered.size() == 100);
    CHECK(edge.unacknowledged() == 0);
}

TEST_CASE("what no core would accept is not kept, to be refused for ever", "[p2p]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    const std::string too_long = R"({"a":")" + std::string(longest_spread, 'x') + R"("})";
    notes.wishes["typed"] = {Publish{"notes", too_long}};
    const Actions actions = edge.typed("anything", at_start());
    CHECK(spreads(actions).empty());
    CHECK_THAT(told(actions), ContainsSubstring("not sent"));
    CHECK(edge.unacknowledged() == 0);
}
