// Which coins pay, beside trying all the ways there are. For any choice of this shape: to be
// included after a choose_kit.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <random>
#include <vector>

#include "catch.hpp"

using namespace kit;

namespace {

using Amounts = std::vector<std::uint64_t>;

std::uint64_t total(const Amounts& amounts) {
    return std::accumulate(amounts.begin(), amounts.end(), std::uint64_t{0});
}
Amounts falling(Amounts amounts) {
    std::sort(amounts.begin(), amounts.end(), std::greater<>{});
    return amounts;
}

// By trying all sets: of the smallest ones that pay, and hold the largest coins but for the last,
// that with the smallest last coin.
std::optional<Amounts> best_of_all(const Amounts& coins, std::uint64_t wanted) {
    const Amounts largest = falling(coins);
    std::optional<Amounts> best;
    for (std::uint32_t set = 1; set < std::uint32_t{1} << coins.size(); ++set) {
        Amounts tried;
        for (std::size_t i = 0; i < coins.size(); ++i) {
            if ((set >> i & 1) != 0) tried.push_back(largest[i]);
        }
        if (total(tried) < wanted || (best && tried.size() > best->size())) continue;
        const bool fewer = !best || tried.size() < best->size();
        const bool usual = std::equal(tried.begin(), tried.end() - 1, largest.begin());
        const bool was_usual = best && std::equal(best->begin(), best->end() - 1, largest.begin());
        if (fewer || (usual && (!was_usual || tried.back() < best->back()))) best = tried;
    }
    return best;
}

// Few and small numbers, so that equal ones and exact sums are frequent.
Amounts some_coins(std::mt19937_64& random) {
    const std::uint64_t most = random() % 3 == 0 ? 1'000 : 12;
    Amounts coins(random() % 13);
    for (std::uint64_t& coin : coins) coin = 1 + random() % most;
    return coins;
}

}  // namespace

TEST_CASE("of the coins that are enough alone the smallest is chosen", "[wallets]") {
    CHECK(chosen({5, 100, 20, 50}, 18) == Amounts{20});
    CHECK(chosen({5, 100, 20, 50}, 20) == Amounts{20});
    CHECK(chosen({5, 100, 20, 50}, 21) == Amounts{50});
    CHECK(chosen({5, 100, 20, 50}, 1) == Amounts{5});
}

TEST_CASE("as few coins as possible, and the last one as small as it can be", "[wallets]") {
    CHECK(chosen({1, 2, 3, 4, 50, 40}, 53) == Amounts{50, 3});
    CHECK(chosen({1, 2, 3, 4, 50, 40}, 60) == Amounts{50, 40});
    CHECK(chosen({1, 2, 3, 4, 50, 40}, 91) == Amounts{50, 40, 1});
}

TEST_CASE("two coins are spent at once where one is not enough", "[wallets]") {
    CHECK(chosen({10, 20}, 25) == Amounts{20, 10});
}

TEST_CASE("all coins can be spent, and not a point more", "[wallets]") {
    CHECK(chosen({7, 9, 8}, 24) == Amounts{9, 8, 7});
    CHECK_FALSE(chosen({7, 9, 8}, 25));
    CHECK_FALSE(chosen({}, 1));
}

TEST_CASE("the order in which the coins lie does not matter", "[wallets]") {
    Amounts coins{3, 1, 4, 1, 5, 9, 2, 6};
    const auto first = chosen(coins, 17);
    std::sort(coins.begin(), coins.end());
    do {
        REQUIRE(chosen(coins, 17) == first);
    } while (std::next_permutation(coins.begin(), coins.begin() + 5));
}

TEST_CASE("no sum of coins turns round", "[wallets]") {
    const std::uint64_t most = (std::uint64_t{1} << 53) - 1;
    CHECK(chosen({most, most, most}, most) == Amounts{most});
    CHECK(chosen({most - 1, most, 1}, most - 1) == Amounts{most - 1});
    CHECK_FALSE(chosen({most / 2, most / 4}, most));
}

TEST_CASE("whatever the coins, the choice is the best of all that there are", "[wallets]") {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        std::mt19937_64 random{seed};
        const Amounts coins = some_coins(random);
        const std::uint64_t wanted = 1 + random() % (total(coins) + 3);
        CAPTURE(seed, coins, wanted);
        REQUIRE(chosen(coins, wanted) == best_of_all(coins, wanted));
    }
}

TEST_CASE("each coin that is chosen is needed, and less than the smallest comes back",
          "[wallets]") {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        std::mt19937_64 random{seed};
        Amounts coins = some_coins(random);
        coins.resize(coins.size() + 1, 1);
        const std::uint64_t wanted = 1 + random() % total(coins);
        CAPTURE(seed, coins, wanted);
        const auto paid = chosen(coins, wanted);
        REQUIRE(paid);
        const std::uint64_t smallest = *std::min_element(paid->begin(), paid->end());
        REQUIRE(total(*paid) >= wanted);
        REQUIRE(total(*paid) - wanted < smallest);
    }
}
