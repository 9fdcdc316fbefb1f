#include "wallet/purse.hpp"

#include <algorithm>

namespace sbc::wallet {

void Purse::go_down_to(Height height) {
    unseen_ = std::min(unseen_, height);
    for (auto& [key, since] : since_) since = std::min(since, height);
}

void Purse::gain(const Outpoint& outpoint, const Coin& coin) {
    const auto since = since_.find(coin.output.to);
    if (since == since_.end() || coin.height <= std::max(since->second, unseen_)) return;
    if (!coins_.emplace(outpoint, coin).second) return;
    if (coin.mined) mined_.emplace(coin.height, outpoint);
    total_ += coin.output.amount.value();
    totals_[coin.output.to] += coin.output.amount.value();
}

void Purse::lose(const Outpoint& outpoint) {
    const auto found = coins_.find(outpoint);
    if (found == coins_.end()) return;
    const Coin& coin = found->second;
    if (coin.mined) mined_.erase({coin.height, outpoint});
    total_ -= coin.output.amount.value();
    totals_[coin.output.to] -= coin.output.amount.value();
    coins_.erase(found);
}

const Coin* Purse::find(const Outpoint& outpoint) const {
    const auto found = coins_.find(outpoint);
    return found == coins_.end() ? nullptr : &found->second;
}

std::uint64_t Purse::total_of(const PublicKey& key) const {
    const auto found = totals_.find(key);
    return found == totals_.end() ? 0 : found->second;
}

std::pair<Purse::Mined::const_iterator, Purse::Mined::const_iterator> Purse::mined_since(
    Height height) const {
    return {mined_.lower_bound({height, Outpoint{}}), mined_.end()};
}

}  // namespace sbc::wallet
