#include "sim/dice.hpp"

#include <algorithm>
#include <array>

#include "catch.hpp"

using sbc::sim::Dice;

TEST_CASE("the same seed rolls the same numbers on every machine", "[sim]") {
    Dice dice{1'234'567};
    CHECK(dice.roll() == 6'457'827'717'110'365'317U);  // the published vectors of splitmix64
    CHECK(dice.roll() == 3'203'168'211'198'807'973U);
    CHECK(dice.roll() == 9'817'491'932'198'370'423U);
    CHECK(Dice{7}.roll() != Dice{8}.roll());
}

TEST_CASE("every number below the bound is about equally likely", "[sim]") {
    Dice dice{3};
    std::array<int, 6> times{};
    for (int roll = 0; roll < 60'000; ++roll) ++times.at(dice.below(6));
    for (const int often : times) CHECK(std::abs(often - 10'000) < 400);
}

TEST_CASE("a chance of 0 never comes, of 1 always, of 5 % about that often", "[sim]") {
    Dice dice{4};
    int came = 0;
    for (int roll = 0; roll < 100'000; ++roll) {
        REQUIRE_FALSE(dice.chance(0));
        REQUIRE(dice.chance(1));
        came += dice.chance(0.05) ? 1 : 0;
    }
    CHECK(std::abs(came - 5'000) < 300);
}

TEST_CASE("a shuffle keeps every value and changes their order", "[sim]") {
    std::vector<int> values(100);
    for (int value = 0; value < 100; ++value) values[static_cast<std::size_t>(value)] = value;
    const std::vector<int> before = values;
    Dice{5}.shuffle(values);
    CHECK(values != before);
    std::sort(values.begin(), values.end());
    CHECK(values == before);
}
