#include "ledger/coins.hpp"

namespace sbc::ledger {

Coins::Packed Coins::pack(const Coin& coin) {
    const std::uint64_t mined = coin.mined ? 1 : 0;
    return {coin.output.to, coin.output.amount.value(), coin.height.value() << 1 | mined};
}

Coin Coins::unpack(const Packed& packed) {
    const Height height{packed.height_and_mined >> 1};
    return {{packed.to, Amount{packed.amount}}, height, (packed.height_and_mined & 1) == 1};
}

std::optional<Coin> Coins::find(const Outpoint& outpoint) const {
    const auto found = coins_.find(outpoint);
    if (found == coins_.end()) return std::nullopt;
    return unpack(found->second);
}

bool Coins::add(const Outpoint& outpoint, const Coin& coin) {
    return coins_.try_emplace(outpoint, pack(coin)).second;
}

std::optional<Coin> Coins::take(const Outpoint& outpoint) {
    const auto found = coins_.find(outpoint);
    if (found == coins_.end()) return std::nullopt;
    const Coin coin = unpack(found->second);
    coins_.erase(found);
    return coin;
}

void Coins::each(const std::function<void(const Outpoint&, const Coin&)>& look) const {
    for (const auto& [outpoint, packed] : coins_) look(outpoint, unpack(packed));
}

}  // namespace sbc::ledger
