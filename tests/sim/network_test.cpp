#include "catch.hpp"
#include "p2p_kit.hpp"

using namespace std::chrono_literals;
using town::P2p;
using town::Town;

TEST_CASE("a storm: loss, a partition that heals, crashes; and everybody has every post once",
          "[simulation]") {
    CHECK(town::for_each_seed([](auto seed) { return town::posts_in_a_storm<P2p>(seed); }) == "");
}

TEST_CASE("a crowd joins: every edge finds a core with room, and another one when cores crash",
          "[simulation]") {
    CHECK(town::for_each_seed([](auto seed) { return town::everybody_joins<P2p>(seed, 12); }) ==
          "");
}

TEST_CASE("in calm weather a network comes to rest, and copies of messages do not disturb it",
          "[simulation]") {
    Town<P2p> town{2, {}};
    town::settle_in(town, 30, 20);
    town.network.weather.duplication = 0.1;
    const auto before = town.network.traffic();
    REQUIRE(town.network.run_for(10min) == sbc::sim::Ended::TimeUp);
    const auto& after = town.network.traffic();
    CHECK(after.dials == before.dials);
    CHECK(after.penalties == 0);
    CHECK(after.unsendable == 0);
    CHECK(after.delivered > before.delivered);  // they still ask each other how they are
    CHECK(town::homeless(town) == 0);
}

TEST_CASE("the nodes add no chance of their own: a storm repeats itself to the last byte",
          "[simulation]") {
    const auto history = [](std::uint64_t seed) {
        Town<P2p> town{seed, {.loss = 0.05, .duplication = 0.05, .reorders = true}};
        town::settle_in(town, 15, 10);
        town.network.type(town.cores.front(), "post hello");
        town.network.run_for(1min);
        return town.network.history();
    };
    CHECK(history(3) == history(3));
    CHECK(history(3) != history(4));
}
