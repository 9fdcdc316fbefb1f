// How long it takes until blocks come at their pace again when the power of all miners changes.
#include "lab/power.hpp"
#include "../../sim/scenarios.hpp"
#include "catch.hpp"

using lab::Power;

namespace {

struct Course {
    unsigned courses = 0;
    unsigned slow_half = 0;  // that took longer than half of them may
    unsigned too_slow = 0;   // than 99 in 100 may
    double steady_spacing = 0;
};

Course many(double change, std::chrono::minutes half, std::chrono::minutes nearly_all) {
    Course all;
    const auto first = town::from_environment("SBC_SEED", 1) * 1'000'000;
    all.courses = static_cast<unsigned>(60 * town::from_environment("SBC_SIM_SEEDS", 1));
    for (unsigned i = 0; i < all.courses; ++i) {
        Power power{first + i};
        const std::chrono::duration<double> took{power.seconds_to_recover(change)};
        if (took > half) ++all.slow_half;
        if (took > nearly_all) ++all.too_slow;
        all.steady_spacing += power.steady_spacing();
    }
    all.steady_spacing /= all.courses;
    return all;
}

// Whether so many are compatible with a true share of at most this; a chance of one in a million
// that they seem not to be.
bool at_most_a_share(double share, unsigned times, unsigned tries) {
    return lab::interval_of(times, tries, 2e-6).low <= share;
}

}  // namespace

TEST_CASE("a network whose power falls to a thirtieth recovers in the promised time",
          "[05][simulation][courses]") {
    const auto fallen = many(1.0 / 30, lab::half_recover_within, lab::nearly_all_recover_within);
    CAPTURE(fallen.courses, fallen.slow_half, fallen.too_slow);
    CHECK(at_most_a_share(0.5, fallen.slow_half, fallen.courses));
    CHECK(at_most_a_share(0.01, fallen.too_slow, fallen.courses));
    // Not less than its 5 seconds, and not much more: four blocks are a small sample.
    CHECK(fallen.steady_spacing > 5);
    CHECK(fallen.steady_spacing < 8);
}

TEST_CASE("a network whose power rises thirtyfold slows down in the promised time",
          "[05][simulation][courses]") {
    const auto risen = many(30, lab::nearly_all_slow_down_within, lab::nearly_all_slow_down_within);
    CAPTURE(risen.courses, risen.too_slow);
    CHECK(at_most_a_share(0.01, risen.too_slow, risen.courses));
}

TEST_CASE("all blocks of such a course hold", "[05]") {
    Power power{town::from_environment("SBC_SEED", 1)};
    CHECK(power.seconds_to_recover(1.0 / 30) > 60);
    for (stage::Height at{1}; at <= power.chain().height(); at = above(at)) {
        CHECK(check_block(power.chain().at(at).block));
    }
}
