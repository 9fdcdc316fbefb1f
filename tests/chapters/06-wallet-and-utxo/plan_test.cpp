// What a payment is made of, and when there is none.
#include "plan.hpp"

#include "catch.hpp"

using namespace stage;

namespace {

std::vector<OwnCoin> coins_of(std::size_t count, Amount each) {
    std::vector<OwnCoin> coins(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        coins[i].outpoint.index = i;
        coins[i].coin.output.amount = each;
    }
    return coins;
}

Wish wish_for(std::uint64_t amount) { return {{}, Amount{amount}, Amount{1}, "thank you"}; }

}  // namespace

TEST_CASE("change goes back, and where there is none there is no output for it", "[06]") {
    const auto with_change = plan(coins_of(2, Amount{100}), wish_for(150), {});
    REQUIRE(with_change);
    REQUIRE(with_change->outputs.size() == 2);
    CHECK(with_change->outputs[1].amount == Amount{49});
    const auto exact = plan(coins_of(2, Amount{100}), wish_for(199), {});
    REQUIRE(exact);
    CHECK(exact->outputs.size() == 1);
}

TEST_CASE("a payment that is longer than any may be is not planned", "[06]") {
    // Eighty coins have room in 20,000 bytes, a hundred have not.
    const auto fits = plan(coins_of(100, Amount{1}), wish_for(79), {});
    REQUIRE(fits);
    CHECK(encode(*fits).size() <= longest_transaction);
    const auto too_long = plan(coins_of(100, Amount{1}), wish_for(99), {});
    REQUIRE(!too_long);
    CHECK(too_long.error().reason == PlanError::TooLong);
    CHECK_THAT(too_long.error().text, ContainsSubstring("too many coins"));
}

TEST_CASE("who has too little gets no plan", "[06]") {
    const auto too_much = plan(coins_of(2, Amount{100}), wish_for(200), {});  // and the fee
    REQUIRE(!too_much);
    CHECK(too_much.error().reason == PlanError::TooMuch);
}
