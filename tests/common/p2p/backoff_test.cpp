#include "p2p/backoff.hpp"

#include "catch.hpp"

using namespace std::chrono_literals;
using sbc::p2p::Backoff;

TEST_CASE("each wait is twice the last one, up to the longest", "[p2p]") {
    Backoff backoff{200ms, 1'000ms};
    const std::uint64_t latest = 100;  // the random part is at its largest: half of 200
    CHECK(backoff.next(latest) == 200ms);
    CHECK(backoff.next(200) == 400ms);
    CHECK(backoff.next(400) == 800ms);
    CHECK(backoff.next(500) == 1'000ms);
    CHECK(backoff.next(500) == 1'000ms);
    SECTION("and after a success it begins again") {
        backoff.reset();
        CHECK(backoff.next(latest) == 200ms);
    }
}

TEST_CASE("the waits of many nodes are spread over half of the time", "[p2p]") {
    sbc::Duration shortest{1'000};
    sbc::Duration longest{0};
    for (std::uint64_t fresh = 0; fresh < 1'000; ++fresh) {
        Backoff backoff{200ms, 8'000ms};
        const auto wait = backoff.next(fresh * 0x9E3779B97F4A7C15U);
        shortest = std::min(shortest, wait);
        longest = std::max(longest, wait);
    }
    CHECK(shortest == 100ms);
    CHECK(longest == 200ms);
}

TEST_CASE("a wait of one millisecond or of none does not divide by zero", "[p2p]") {
    Backoff backoff{1ms, 1ms};
    CHECK(backoff.next(~std::uint64_t{0}) <= 1ms);
    Backoff none{0ms, 0ms};
    CHECK(none.next(7) == 0ms);
}
