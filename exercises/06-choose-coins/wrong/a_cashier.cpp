// Gives coins as a cashier gives change: none that is too large.
#include "choose.hpp"

#include <algorithm>

namespace stage {

std::optional<std::vector<OwnCoin>> choose(std::vector<OwnCoin> coins, Amount wanted) {
    const auto larger = [](const OwnCoin& one, const OwnCoin& other) {
        return one.coin.output.amount > other.coin.output.amount;
    };
    std::sort(coins.begin(), coins.end(), larger);
    std::vector<OwnCoin> chosen;
    const auto enough = [&](const OwnCoin& coin) { return coin.coin.output.amount >= wanted; };
    const auto alone = std::find_if(coins.rbegin(), coins.rend(), enough);
    if (alone != coins.rend()) return std::vector<OwnCoin>{*alone};
    Amount missing = wanted;
    for (auto coin = coins.begin(); coin != coins.end(); ++coin) {
        const auto still_missing = difference(missing, coin->coin.output.amount);
        if (!still_missing || *still_missing == Amount{0}) {
            if (!still_missing) continue;
            chosen.push_back(*coin);
            return chosen;
        }
        missing = *still_missing;
        chosen.push_back(*coin);
    }
    return std::nullopt;
}

}  // namespace stage
