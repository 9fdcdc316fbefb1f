#pragma once

#include "choose.hpp"

// The choice that tests/wallets is about, here: the stage's own.
namespace kit {

inline std::optional<std::vector<std::uint64_t>> chosen(const std::vector<std::uint64_t>& amounts,
                                                        std::uint64_t wanted) {
    std::vector<stage::OwnCoin> coins;
    for (const std::uint64_t amount : amounts) {
        stage::OwnCoin coin;
        coin.coin.output.amount = stage::Amount{amount};
        coins.push_back(coin);
    }
    const auto paid = stage::choose(coins, stage::Amount{wanted});
    if (!paid) return std::nullopt;
    std::vector<std::uint64_t> chosen;
    for (const stage::OwnCoin& own : *paid) chosen.push_back(own.coin.output.amount.value());
    return chosen;
}

}  // namespace kit
