#include "choose.hpp"

#include <algorithm>

namespace stage {

std::optional<std::vector<OwnCoin>> choose(std::vector<OwnCoin> coins, Amount wanted) {
    const auto larger = [](const OwnCoin& one, const OwnCoin& other) {
        return one.coin.output.amount > other.coin.output.amount;
    };
    std::sort(coins.begin(), coins.end(), larger);
    std::vector<OwnCoin> chosen;
    Amount missing = wanted;
    const auto too_small = [&](const OwnCoin& own) { return own.coin.output.amount < missing; };
    auto coin = coins.begin();
    for (; coin != coins.end() && too_small(*coin); ++coin) {
        missing = *difference(missing, coin->coin.output.amount);
        chosen.push_back(*coin);
    }
    if (coin == coins.end()) return std::nullopt;
    chosen.push_back(*std::prev(std::find_if(coin, coins.end(), too_small)));
    return chosen;
}

}  // namespace stage
