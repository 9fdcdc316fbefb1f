#include "sim/deadlines.hpp"

#include <algorithm>

#include "catch.hpp"
#include "sim/dice.hpp"

using namespace std::chrono_literals;
using sbc::Instant;
using sbc::sim::Deadlines;

TEST_CASE("the earliest deadline wins, the lowest number among equals", "[sim]") {
    Deadlines deadlines;
    CHECK(deadlines.earliest() == sbc::never);
    for (int number = 0; number < 5; ++number) deadlines.add();
    CHECK(deadlines.earliest() == sbc::never);
    deadlines.set(3, Instant{7s});
    deadlines.set(4, Instant{7s});
    CHECK(deadlines.number_of_earliest() == 3);
    deadlines.set(3, sbc::never);
    CHECK(deadlines.number_of_earliest() == 4);
    CHECK(deadlines.earliest() == Instant{7s});
}

TEST_CASE("the tournament says what a search through all deadlines says", "[sim]") {
    Deadlines deadlines;
    std::vector<Instant> all;
    sbc::sim::Dice dice{11};
    for (int round = 0; round < 5'000; ++round) {
        if (all.empty() || (all.size() < 300 && dice.chance(0.1))) {
            all.push_back(sbc::never);
            deadlines.add();
        }
        const std::size_t number = dice.below(all.size());
        all[number] = dice.chance(0.2) ? sbc::never : Instant{1s * dice.below(1'000)};
        deadlines.set(number, all[number]);
        const auto earliest = std::min_element(all.begin(), all.end());
        REQUIRE(deadlines.earliest() == *earliest);
        if (*earliest == sbc::never) continue;
        REQUIRE(deadlines.number_of_earliest() == static_cast<std::size_t>(earliest - all.begin()));
    }
}
