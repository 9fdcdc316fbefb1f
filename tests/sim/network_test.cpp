#include "catch.hpp"
#include "p2p_kit.hpp"

using town::P2p;

TEST_CASE(
    "cores in a random graph: loss, a partition that heals, crashes, and everybody has every post "
    "once",
    "[simulation]") {
    CHECK(town::for_each_seed([](auto seed) { return town::posts_in_a_storm<P2p>(seed); }) == "");
}

TEST_CASE("a thousand nodes join, every edge finds a core, and another when cores crash",
          "[simulation]") {
    CHECK(town::for_each_seed([](auto seed) { return town::everybody_joins<P2p>(seed); }) == "");
}
