// Takes the smallest coins first.
#include "choose.hpp"

#include <algorithm>

namespace stage {

std::optional<std::vector<OwnCoin>> choose(std::vector<OwnCoin> coins, Amount wanted) {
    const auto smaller = [](const OwnCoin& one, const OwnCoin& other) {
        return one.coin.output.amount < other.coin.output.amount;
    };
    std::sort(coins.begin(), coins.end(), smaller);
    std::vector<OwnCoin> chosen;
    Amount missing = wanted;
    for (auto coin = coins.begin(); coin != coins.end(); ++coin) {
        const auto still_missing = difference(missing, coin->coin.output.amount);
        if (!still_missing || *still_missing == Amount{0}) {
            chosen.push_back(*coin);
            return chosen;
        }
        missing = *still_missing;
        chosen.push_back(*coin);
    }
    return std::nullopt;
}

}  // namespace stage
