#pragma once

#include "wallet/choose.hpp"

// The choice that tests/wallets is about, here: that of common/wallet.
namespace kit {

using namespace sbc::wallet;

// Coins of these amounts, each somewhere else.
inline std::vector<OwnCoin> coins_of(const std::vector<std::uint64_t>& amounts) {
    std::vector<OwnCoin> coins;
    for (const std::uint64_t amount : amounts) {
        OwnCoin coin;
        coin.outpoint.index = static_cast<std::uint32_t>(coins.size());
        coin.coin.output.amount = Amount{amount};
        coins.push_back(coin);
    }
    return coins;
}
inline std::vector<std::uint64_t> amounts_of(const std::vector<OwnCoin>& coins) {
    std::vector<std::uint64_t> amounts;
    amounts.reserve(coins.size());
    for (const OwnCoin& own : coins) amounts.push_back(own.coin.output.amount.value());
    return amounts;
}

// What is chosen where nothing is paid for writing it down.
inline std::optional<std::vector<std::uint64_t>> chosen(const std::vector<std::uint64_t>& amounts,
                                                        std::uint64_t wanted) {
    const auto free = [](std::size_t) { return Amount{}; };
    const auto coins = choose(coins_of(amounts), Amount{wanted}, free, amounts.size());
    if (!coins) return std::nullopt;
    return amounts_of(*coins);
}

}  // namespace kit
