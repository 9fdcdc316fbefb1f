#include "p2p/relay.hpp"

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/scene.hpp"

using namespace std::chrono_literals;
using namespace scene;
using enum RelayVerdict;

namespace {

Spread long_spread(std::uint64_t id, std::size_t bytes) {
    Spread one = spread(id);
    one.body = std::string(bytes, 'x');
    return one;
}

}  // namespace

TEST_CASE("who has booked as much as its credit waits until time has caught up", "[p2p]") {
    RateLimit rate{2s};
    int taken = 0;
    while (rate.take(5ms, start)) ++taken;
    CHECK(taken == 400);
    CHECK_FALSE(rate.take(5ms, start + 4ms));
    CHECK(rate.take(5ms, start + 5ms));
    CHECK_FALSE(rate.take(5ms, start + 5ms));
    SECTION("a pause gives back no more than the credit") {
        taken = 0;
        while (rate.take(5ms, start + 24h)) ++taken;
        CHECK(taken == 400);
    }
    SECTION("what costs more than the credit is never taken") {
        CHECK_FALSE(rate.take(2001ms, start + 24h));
    }
    SECTION("what was refused has not been booked") {
        CHECK_FALSE(rate.take(1s, start + 10ms));
        CHECK(rate.take(5ms, start + 10ms));
    }
}

TEST_CASE("a message passes once, whoever brings it", "[p2p]") {
    Relay relay{{}};
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(1), start) == PassOn);
    CHECK(relay.judge(LinkId{2}, Role::Edge, spread(1), start) == Seen);
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(1, "chess"), start) == Seen);
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(2), start) == PassOn);
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(1), start + 10min) == PassOn);
    SECTION("one of our own does not pass at all") {
        relay.remember(MessageId{3}, start + 10min);
        CHECK(relay.judge(LinkId{1}, Role::Edge, spread(3), start + 10min) == Seen);
    }
}

TEST_CASE("what has gone too far is dropped and not remembered", "[p2p]") {
    Relay relay{{}};
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(1, "notes", 64), start) == TooFar);
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(1, "notes", most_hops), start) == TooFar);
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(1, "notes", 63), start) == PassOn);
}

TEST_CASE("one that sends too much is not heard for a moment, and the others are", "[p2p]") {
    Relay relay{{}};
    std::uint64_t id = 0;
    while (relay.judge(LinkId{1}, Role::Edge, spread(++id), start) == PassOn) {
    }
    CHECK(id == 401);
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(id), start) == TooMany);
    CHECK(relay.judge(LinkId{2}, Role::Edge, spread(id), start) ==
          PassOn);  // it was not remembered
    CHECK(relay.judge(LinkId{1}, Role::Edge, spread(++id), start + 5ms) == PassOn);
    SECTION("copies count, too") {
        Relay other{{}};
        for (int i = 0; i < 400; ++i) (void)other.judge(LinkId{1}, Role::Edge, spread(1), start);
        CHECK(other.judge(LinkId{1}, Role::Edge, spread(1), start) == TooMany);
    }
    SECTION("a neighbour that has left is forgotten") {
        relay.forget(LinkId{1});
        CHECK(relay.judge(LinkId{1}, Role::Edge, spread(++id), start) == PassOn);
    }
}

TEST_CASE("a core may say ten times as much as an edge, since it speaks for many", "[p2p]") {
    Relay relay{{}};
    std::uint64_t id = 0;
    while (relay.judge(LinkId{1}, Role::Core, spread(++id), start) == PassOn) {
    }
    CHECK(id == 4'001);
    CHECK(relay.judge(LinkId{1}, Role::Core, spread(++id), start + 1ms) == PassOn);
    CHECK(relay.judge(LinkId{1}, Role::Core, spread(++id), start + 1ms) == PassOn);
    CHECK(relay.judge(LinkId{1}, Role::Core, spread(++id), start + 1ms) == TooMany);
}

TEST_CASE("a long message counts for several", "[p2p]") {
    const auto passed = [](std::size_t bytes) {
        Relay relay{{}};
        std::uint64_t id = 0;
        while (relay.judge(LinkId{1}, Role::Edge, long_spread(id + 1, bytes), start) == PassOn)
            ++id;
        return id;
    };
    CHECK(passed(4'095) == 400);
    CHECK(passed(4'096) == 200);
    CHECK(passed(longest_spread) == 44);
}
