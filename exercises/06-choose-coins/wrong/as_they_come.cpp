// Takes the coins in the order in which they lie there.
#include "choose.hpp"

#include <algorithm>

namespace stage {

std::optional<std::vector<OwnCoin>> choose(std::vector<OwnCoin> coins, Amount wanted) {
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
