// Points: what they can be, and that no sum of them turns round.
#pragma once

#include "ledgers/scene.hpp"

using namespace kit;

TEST_CASE("points are added as long as there can be so many", "[ledgers]") {
    constexpr std::uint64_t most = 9'007'199'254'740'991;
    STATIC_REQUIRE(most_amount == Amount{most});
    STATIC_REQUIRE(sum(Amount{2}, Amount{3}) == Amount{5});
    STATIC_REQUIRE(sum(Amount{most - 1}, Amount{1}) == Amount{most});
    STATIC_REQUIRE_FALSE(sum(Amount{most}, Amount{1}).has_value());
    STATIC_REQUIRE_FALSE(sum(Amount{1}, Amount{most}).has_value());
}

TEST_CASE("what is beyond all amounts has no sum, not even one that would turn round",
          "[ledgers]") {
    constexpr std::uint64_t all_bits = ~std::uint64_t{0};
    STATIC_REQUIRE_FALSE(sum(Amount{all_bits}, Amount{1}).has_value());
    STATIC_REQUIRE_FALSE(sum(Amount{1}, Amount{all_bits}).has_value());
    STATIC_REQUIRE_FALSE(sum(Amount{all_bits}, Amount{all_bits}).has_value());
}

TEST_CASE("no more is taken away than there is", "[ledgers]") {
    STATIC_REQUIRE(difference(Amount{5}, Amount{3}) == Amount{2});
    STATIC_REQUIRE(difference(Amount{5}, Amount{5}) == Amount{0});
    STATIC_REQUIRE_FALSE(difference(Amount{5}, Amount{6}).has_value());
}
