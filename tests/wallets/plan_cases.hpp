// How a payment is made of coins when its fee is given. For any plan of this shape: to be included
// after a plan_kit.hpp, which has `planned`, `Planned` and `Refused`.
#pragma once

#include <numeric>
#include <random>

#include "catch.hpp"

using namespace kit;

namespace {

const std::uint64_t most_points = (std::uint64_t{1} << 53) - 1;

std::uint64_t sum(const std::vector<std::uint64_t>& amounts) {
    return std::accumulate(amounts.begin(), amounts.end(), std::uint64_t{0});
}
Planned holds(const std::vector<std::uint64_t>& coins, std::uint64_t amount, std::uint64_t fee,
              const std::string& note = {}) {
    const auto plan = planned(coins, amount, fee, note);
    REQUIRE(plan);
    return *plan;
}

}  // namespace

TEST_CASE("a payment brings what was asked for, and what is too much comes back", "[wallets]") {
    const Planned plan = holds({100, 20}, 30, 2, "thanks");
    CHECK(plan.spends == std::vector<std::uint64_t>{100});
    CHECK(plan.paid == 30);
    CHECK(plan.comes_back == 68);
    CHECK(plan.note == "thanks");
}

TEST_CASE("where nothing is too much there is no second output", "[wallets]") {
    CHECK(holds({50, 100}, 98, 2).comes_back == 0);
    CHECK(holds({50, 100}, 100, 0).comes_back == 0);
    CHECK(holds({50, 100}, 148, 2).comes_back == 0);
    CHECK(holds({50, 100}, 97, 2).comes_back == 1);  // a point is a point
}

TEST_CASE("a plan without a note has none", "[wallets]") { CHECK_FALSE(holds({100}, 30, 1).note); }

TEST_CASE("the fee is paid like the amount: another coin is spent for it", "[wallets]") {
    CHECK(holds({60, 40, 40}, 60, 0).spends == std::vector<std::uint64_t>{60});
    CHECK(holds({60, 40, 40}, 60, 1).spends == std::vector<std::uint64_t>{60, 40});
    CHECK(planned({60, 40}, 60, 40));
    CHECK(planned({60, 40}, 60, 41).error() == Refused::NotEnough);
}

TEST_CASE("what one does not have is not paid, however large it is", "[wallets]") {
    CHECK(planned({}, 1, 0).error() == Refused::NotEnough);
    CHECK(planned({60, 40}, 101, 0).error() == Refused::NotEnough);
    CHECK(planned({60, 40}, most_points, most_points).error() == Refused::NotEnough);
    CHECK(planned({most_points}, most_points, 1).error() == Refused::NotEnough);
    CHECK(holds({most_points}, most_points, 0).comes_back == 0);
}

TEST_CASE("a payment that would be too long is refused as that", "[wallets]") {
    const std::vector<std::uint64_t> coins(150, 1);
    CHECK(holds(coins, 50, 1).spends.size() == 51);
    CHECK(planned(coins, 140, 1).error() == Refused::TooLong);
    CHECK(planned(coins, 150, 1).error() == Refused::NotEnough);
}

TEST_CASE("whatever the coins: what comes in is what is paid, what comes back and the fee",
          "[wallets]") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        std::mt19937_64 random{seed};
        std::vector<std::uint64_t> coins(1 + random() % 12);
        for (std::uint64_t& coin : coins) coin = 1 + random() % 50;
        const std::uint64_t amount = 1 + random() % sum(coins);
        const std::uint64_t fee = random() % 4;
        CAPTURE(seed, coins, amount, fee);
        const auto plan = planned(coins, amount, fee, {});
        REQUIRE(plan.has_value() == (amount + fee <= sum(coins)));
        if (!plan) continue;
        CHECK(plan->paid == amount);
        CHECK(sum(plan->spends) == amount + fee + plan->comes_back);
        CHECK(plan->comes_back < plan->spends.back());  // each coin is needed
    }
}
