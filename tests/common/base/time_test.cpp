#include "base/time.hpp"

#include "catch.hpp"

namespace {

using namespace std::chrono_literals;

TEST_CASE("never is later than any deadline that is asked about", "[base]") {
    CHECK(std::chrono::steady_clock::now() + 100 * 365 * 24h < sbc::never);
    CHECK(sbc::Instant{} < sbc::never);
}

TEST_CASE("durations are whole milliseconds and add to instants", "[base]") {
    CHECK(sbc::Duration{1s}.count() == 1000);
    CHECK(sbc::Instant{} + sbc::Duration{250} == sbc::Instant{} + 250ms);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<std::chrono::nanoseconds, sbc::Duration>);
}

}  // namespace
