#include "choose.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"

using stage::Amount;
using stage::OwnCoin;

namespace {

using Purse = std::vector<std::uint64_t>;

std::string shown(const Purse& amounts) {
    std::string text;
    for (const std::uint64_t amount : amounts) {
        text += (text.empty() ? "" : ", ") + std::to_string(amount);
    }
    return text.empty() ? "nothing" : text;
}

// What the learner takes out of a purse, as places in it.
struct Told {
    Told(Purse held, std::uint64_t needed) : purse{std::move(held)}, wanted{needed} {
        std::vector<OwnCoin> coins(purse.size());
        for (std::size_t i = 0; i < purse.size(); ++i) {
            coins[i].outpoint.index = static_cast<std::uint32_t>(i);
            coins[i].coin.output.amount = Amount{purse[i]};
        }
        const auto chosen = stage::choose(coins, Amount{wanted});
        enough = chosen.has_value();
        for (const OwnCoin& coin : chosen.value_or(std::vector<OwnCoin>{})) {
            taken.push_back(coin.coin.output.amount.value());
            places.insert(coin.outpoint.index);
        }
        for (const std::uint64_t amount : taken) total += amount;
    }
    [[nodiscard]] std::string story() const {
        return "the purse holds " + shown(purse) + "; wanted " + std::to_string(wanted) +
               ": you took " + (enough ? shown(taken) : "nothing, it is not enough");
    }
    [[nodiscard]] bool does_it() const { return enough && total >= wanted; }
    [[nodiscard]] std::uint64_t smallest() const {
        return taken.empty() ? 0 : *std::min_element(taken.begin(), taken.end());
    }
    // A coin that was left in the purse, is smaller than the smallest, and would do in its place.
    [[nodiscard]] std::uint64_t better_last() const {
        for (std::size_t i = 0; i < purse.size(); ++i) {
            const bool left = !places.contains(static_cast<std::uint32_t>(i));
            if (left && purse[i] < smallest() && total - smallest() + purse[i] >= wanted) {
                return purse[i];
            }
        }
        return 0;
    }

    Purse purse;
    std::uint64_t wanted;
    bool enough = false;
    Purse taken;
    std::set<std::uint32_t> places;
    std::uint64_t total = 0;
};

// What the single tests ask about, so that the last one can say that nothing else is wrong.
Told few() { return {{50, 30, 20, 10, 5}, 60}; }
Told from_small_to_large() { return {{5, 10, 20, 30, 50}, 60}; }
Told one_of_many() { return {{30, 80, 25, 40, 10}, 27}; }
Told too_poor() { return {{10, 20}, 31}; }
Told just_enough() { return {{30, 20}, 50}; }
Told larger_than_missing() { return {{60, 50}, 100}; }
Told equal_ones() { return {{50, 50, 1}, 100}; }
Told large_ones() { return {{5'000'000'000, 3'000'000'000, 10}, 8'000'000'000}; }
bool in_place() {
    return few().taken.size() == 2 && from_small_to_large().taken.size() == 2 &&
           one_of_many().better_last() == 0 && !too_poor().enough && just_enough().does_it() &&
           larger_than_missing().does_it() && equal_ones().does_it() && large_ones().does_it();
}

// The best of all choices there are, found by trying each of them.
struct Best {
    std::size_t count = 0;  // of coins; 0 if all together are not enough
    std::uint64_t smallest = 0;
};
Best best_of_all(const Purse& purse, std::uint64_t wanted) {
    Best best;
    for (std::uint32_t choice = 1; choice < std::uint32_t{1} << purse.size(); ++choice) {
        std::uint64_t total = 0;
        Best tried{0, purse[0] + wanted + 1'000};
        for (std::size_t i = 0; i < purse.size(); ++i) {
            if ((choice >> i & 1) == 0) continue;
            total += purse[i];
            ++tried.count;
            tried.smallest = std::min(tried.smallest, purse[i]);
        }
        if (total < wanted) continue;
        const bool fewer = best.count == 0 || tried.count < best.count;
        if (fewer || (tried.count == best.count && tried.smallest < best.smallest)) best = tried;
    }
    return best;
}

// Each purse of five coins of 1 to `most` points, once: none of them is smaller than the next.
std::vector<Purse> purses(std::uint64_t most) {
    std::vector<Purse> all;
    Purse purse(5, 1);
    while (true) {
        all.push_back(purse);
        std::size_t i = 0;
        while (i < purse.size() && purse[i] == most) ++i;
        if (i == purse.size()) return all;
        const std::uint64_t next = purse[i] + 1;
        for (std::size_t k = 0; k <= i; ++k) purse[k] = next;
    }
}

}  // namespace

TEST_CASE("as few coins as possible are taken") {
    const Told told = few();
    INFO(told.story());
    INFO("two are enough. Each coin is an input with a signature of its own: it makes the");
    INFO("payment longer, and the fee with it. To get rid of small ones first is dear");
    CHECK(told.does_it());
    CHECK(told.taken.size() == 2);
}

TEST_CASE("how the coins lie in the purse makes no difference") {
    const Told one = few();
    const Told other = from_small_to_large();
    INFO(one.story());
    INFO(other.story());
    INFO("the same coins in another order. They come as the ledger happens to have");
    INFO("them: whoever takes them as they come pays a fee by chance. Sort them first");
    CHECK(one.taken.size() == other.taken.size());
}

TEST_CASE("of all coins that would do alone the smallest is taken") {
    const Told told = one_of_many();
    INFO(told.story());
    INFO(told.better_last() << " would have done in the place of " << told.smallest()
                            << ". The large");
    INFO("ones are for large payments: broken into change, they are missing where much is paid");
    CHECK(told.better_last() == 0);
}

TEST_CASE("nothing is taken if all coins are not enough") {
    const Told told = too_poor();
    INFO(told.story());
    INFO("30 is all there is. Somebody who wants to pay 31 has to be told");
    INFO("before he signs; otherwise it is the ledger that refuses him");
    CHECK_FALSE(told.enough);
}

TEST_CASE("exactly as much is enough") {
    const Told told = just_enough();
    INFO(told.story());
    INFO("50 are wanted, and 50 are there. Nobody needs change: who");
    INFO("asks for more than enough cannot spend his last point");
    CHECK(told.does_it());
}

TEST_CASE("a coin may be larger than what is missing") {
    const Told told = larger_than_missing();
    INFO(told.story());
    INFO("after the 60 there are 40 missing, and the 50 is more than that. A cashier who");
    INFO("gives change may not give too much; whoever pays may, since he gets the rest back");
    CHECK(told.does_it());
}

TEST_CASE("two equal coins are two coins") {
    const Told told = equal_ones();
    INFO(told.story());
    INFO("both are worth 50, and stand in two places. In a set or a map of amounts they");
    INFO("would be one, and whoever is paid the same each week has one week's money");
    CHECK(told.does_it());
}

TEST_CASE("large coins are added up to the last point") {
    const Told told = large_ones();
    INFO(told.story());
    INFO("five and three thousand million. 32 bits end at four thousand million and");
    INFO("begin again at 0: an amount is an Amount from the beginning to the end");
    CHECK(told.does_it());
}

TEST_CASE("with all this in place no choice at all is better") {
    if (!in_place()) return;  // the tests above tell why
    for (const Purse& purse : purses(6)) {
        for (std::uint64_t wanted = 1; wanted <= 31; ++wanted) {
            const Best best = best_of_all(purse, wanted);
            const Told told{purse, wanted};
            const bool right = told.enough == (best.count > 0) &&
                               (!told.enough || told.does_it()) &&
                               told.taken.size() == best.count &&
                               told.places.size() == best.count && told.smallest() == best.smallest;
            if (right) continue;
            INFO(told.story());
            INFO("all choices were tried. The fewest coins that do it are " << best.count);
            INFO("and the smallest of them can be as small as " << best.smallest
                                                                << ". Whenever the rest");
            INFO("fits into one coin, that one is the last, and is chosen as if it were alone");
            REQUIRE(right);
        }
    }
}
