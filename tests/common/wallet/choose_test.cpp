#include "choose_kit.hpp"
#include "wallets/choose_cases.hpp"

// --- with fees -----------------------------------------------------------------------------------

namespace {

// The smallest number of coins of which some pay the amount and the fee of so many, by trying all.
std::optional<std::size_t> fewest(const Amounts& coins, std::uint64_t amount, const FeeOf& fee_of) {
    std::optional<std::size_t> fewest;
    for (std::uint32_t set = 1; set < std::uint32_t{1} << coins.size(); ++set) {
        std::uint64_t sum = 0;
        std::size_t count = 0;
        for (std::size_t i = 0; i < coins.size(); ++i) {
            if ((set >> i & 1) == 0) continue;
            sum += coins[i];
            ++count;
        }
        const bool pays = sum >= amount + fee_of(count).value();
        if (pays && (!fewest || count < *fewest)) fewest = count;
    }
    return fewest;
}

// Rises with the coins, sometimes by much, sometimes not at all.
FeeOf some_fee(std::mt19937_64& random) {
    Amounts fees{random() % 4};
    while (fees.size() < 20) fees.push_back(fees.back() + random() % 4);
    return [fees](std::size_t coins) { return Amount{fees[coins]}; };
}

ChooseError refusal(const Amounts& amounts, std::uint64_t wanted, const FeeOf& fee_of,
                    std::size_t most) {
    const auto coins = choose(coins_of(amounts), Amount{wanted}, fee_of, most);
    REQUIRE_FALSE(coins);
    CHECK_FALSE(coins.error().text.empty());
    return coins.error().reason;
}

}  // namespace

TEST_CASE("one coin more for the fee, and the fee of that coin, are paid as well", "[wallet]") {
    const auto two_each = [](std::size_t coins) { return Amount{2 * coins}; };
    const auto coins = choose(coins_of({10, 5, 3, 1}), Amount{9}, two_each, 10);
    REQUIRE(coins);
    CHECK(amounts_of(*coins) == Amounts{10, 3});  // 9 and 4
}

TEST_CASE("a coin that costs more than it brings does not help", "[wallet]") {
    const auto three_each = [](std::size_t coins) { return Amount{3 * coins}; };
    CHECK(refusal({10, 2, 2, 2, 2, 2}, 8, three_each, 10) == ChooseError::NotEnough);
}

TEST_CASE("with any fee that rises, the coins are the fewest that pay it", "[wallet]") {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        std::mt19937_64 random{seed};
        const Amounts amounts = some_coins(random);
        const std::uint64_t amount = 1 + random() % (total(amounts) + 3);
        const FeeOf fee_of = some_fee(random);
        CAPTURE(seed, amounts, amount);
        const auto count = fewest(amounts, amount, fee_of);
        const auto coins = choose(coins_of(amounts), Amount{amount}, fee_of, amounts.size());
        REQUIRE(coins.has_value() == count.has_value());
        if (!coins) continue;
        const Amounts paid = amounts_of(*coins);
        const std::uint64_t wanted = amount + fee_of(paid.size()).value();
        REQUIRE(paid.size() == *count);
        REQUIRE(total(paid) >= wanted);
        REQUIRE(total(paid) - wanted < paid.back());
        // No other coin would do in the place of the last one, and be smaller.
        const Amounts largest = falling(amounts);
        REQUIRE(std::equal(paid.begin(), paid.end() - 1, largest.begin()));
        for (auto rest = largest.begin() + static_cast<std::ptrdiff_t>(paid.size()) - 1;
             rest != largest.end(); ++rest) {
            const bool would_do = total(paid) - paid.back() + *rest >= wanted;
            REQUIRE((!would_do || *rest >= paid.back()));
        }
    }
}

TEST_CASE("whether points are missing, or only room, are two answers", "[wallet]") {
    const auto free = [](std::size_t) { return Amount{}; };
    CHECK(choose(coins_of({3, 3, 3}), Amount{6}, free, 2));
    CHECK(refusal({3, 3, 3}, 7, free, 2) == ChooseError::TooMany);
    CHECK(refusal({3, 3, 3}, 10, free, 2) == ChooseError::NotEnough);
}

TEST_CASE("a fee that nobody can pay is refused, and turns nothing round", "[wallet]") {
    const auto all = [](std::size_t) { return sbc::ledger::most_amount; };
    CHECK(refusal({5, 6}, 1, all, 10) == ChooseError::NotEnough);
}

TEST_CASE("of equal coins always the same ones are chosen", "[wallet]") {
    const auto free = [](std::size_t) { return Amount{}; };
    auto coins = coins_of({5, 5, 5, 5, 5, 5});
    const auto first = choose(coins, Amount{13}, free, 10);
    std::reverse(coins.begin(), coins.end());
    CHECK(choose(coins, Amount{13}, free, 10).value() == first.value());
}
