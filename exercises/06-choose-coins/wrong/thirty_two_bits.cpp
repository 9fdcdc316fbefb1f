// Counts in 32 bits.
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
    for (auto coin = coins.begin(); coin != coins.end(); ++coin) {
        const Amount worth{static_cast<std::uint32_t>(coin->coin.output.amount.value())};
        const auto still_missing = difference(missing, worth);
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
