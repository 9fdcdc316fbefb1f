// Whether a message goes on.
#include "relay.hpp"

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/scene.hpp"

using namespace std::chrono_literals;
using namespace scene;
using enum stage::RelayVerdict;

namespace {

const LinkId other_link{2};

std::size_t taken(RateLimit& rate, std::size_t tries, sbc::Instant now) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < tries; ++i) {
        if (rate.take(now)) ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("a neighbour may send as much at once as its credit allows", "[03]") {
    RateLimit rate{5ms, 2s};
    CHECK(taken(rate, 1'000, start) == 400);
    SECTION("and then so much as time has passed") {
        CHECK(taken(rate, 10, start + 4ms) == 0);
        CHECK(taken(rate, 10, start + 5ms) == 1);
        CHECK(taken(rate, 1'000, start + 1s) == 199);
    }
    SECTION("a long silence saves up no more than the credit") {
        CHECK(taken(rate, 1'000, start + 1h) == 400);
    }
}

TEST_CASE("who keeps to the rate is never held up", "[03]") {
    RateLimit rate{5ms, 2s};
    for (int i = 0; i < 10'000; ++i) CHECK(rate.take(start + i * 5ms));
}

TEST_CASE("a message goes on once, whoever brings it", "[03]") {
    Relay relay{RelayLimits{}};
    CHECK(relay.judge(the_link, MessageId{1}, 0, start) == PassOn);
    CHECK(relay.judge(the_link, MessageId{1}, 0, start) == Seen);
    CHECK(relay.judge(other_link, MessageId{1}, 5, start) == Seen);
    CHECK(relay.judge(other_link, MessageId{2}, 0, start) == PassOn);
}

TEST_CASE("our own message is not new when it comes back", "[03]") {
    Relay relay{RelayLimits{}};
    relay.remember(MessageId{1}, start);
    CHECK(relay.judge(the_link, MessageId{1}, 3, start) == Seen);
}

TEST_CASE("a message that has come too far stops here, and may still come a shorter way", "[03]") {
    Relay relay{RelayLimits{}};
    CHECK(relay.judge(the_link, MessageId{1}, 64, start) == TooFar);
    CHECK(relay.judge(the_link, MessageId{1}, most_hops, start) == TooFar);
    CHECK(relay.judge(other_link, MessageId{1}, 63, start) == PassOn);
}

TEST_CASE("a flood stops at the one who sends it", "[03]") {
    Relay relay{RelayLimits{}};
    std::size_t passed = 0;
    for (std::uint64_t id = 0; id < 2'000; ++id) {
        const auto verdict = relay.judge(the_link, MessageId{id}, 0, start);
        CHECK((verdict == PassOn || verdict == TooMany));
        if (verdict == PassOn) ++passed;
    }
    CHECK(passed == 400);
    SECTION("the others have a rate of their own") {
        CHECK(relay.judge(other_link, MessageId{5'000}, 0, start) == PassOn);
    }
    SECTION("what was not taken was not remembered: it may come another way") {
        CHECK(relay.judge(other_link, MessageId{1'999}, 0, start) == PassOn);
    }
    SECTION("repeats count as well: they cost us the same") {
        CHECK(relay.judge(the_link, MessageId{0}, 0, start) == TooMany);
    }
    SECTION("a neighbour that has gone takes its account along") {
        relay.forget(the_link);
        CHECK(relay.judge(the_link, MessageId{6'000}, 0, start) == PassOn);
    }
}
