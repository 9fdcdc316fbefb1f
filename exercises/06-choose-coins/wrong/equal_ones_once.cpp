// Keeps the coins in a map by what they are worth.
#include "choose.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace stage {

std::optional<std::vector<OwnCoin>> choose(std::vector<OwnCoin> coins, Amount wanted) {
    std::map<Amount, OwnCoin, std::greater<>> by_amount;
    for (const OwnCoin& coin : coins) by_amount.emplace(coin.coin.output.amount, coin);
    coins.clear();
    for (const auto& [amount, coin] : by_amount) coins.push_back(coin);
    std::vector<OwnCoin> chosen;
    Amount missing = wanted;
    for (auto coin = coins.begin(); coin != coins.end(); ++coin) {
        const auto still_missing = difference(missing, coin->coin.output.amount);
        if (!still_missing || *still_missing == Amount{0}) {
            const auto too_small = [&](const OwnCoin& other) {
                return other.coin.output.amount < missing;
            };
            chosen.push_back(*std::prev(std::find_if(coin, coins.end(), too_small)));
            return chosen;
        }
        missing = *still_missing;
        chosen.push_back(*coin);
    }
    return std::nullopt;
}

}  // namespace stage
