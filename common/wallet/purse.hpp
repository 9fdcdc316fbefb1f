#pragma once

#include <map>
#include <set>

#include "wallet/choose.hpp"
#include "wallet/entry.hpp"

namespace sbc::wallet {

// One's own coins, as the blocks have made them: nothing of what waits. Knows what all of them are
// worth, and what each address has, without going through them.
class Purse {
public:
    // Coins of this key are one's own if they come above this height.
    void watch(const PublicKey& key, Height since) { since_.emplace(key, since); }
    // Nothing up to this height was seen: the ledger may begin anywhere.
    void begin_above(Height height) { unseen_ = height; }
    // Blocks are taken back down to this height: what comes above it is seen.
    void go_down_to(Height height);

    // What is not one's own is not kept, nor is what is there already.
    void gain(const Outpoint& outpoint, const Coin& coin);
    // Nothing happens if it is not there: it is somebody else's, or came before its key.
    void lose(const Outpoint& outpoint);

    [[nodiscard]] const Coin* find(const Outpoint& outpoint) const;
    [[nodiscard]] const std::map<Outpoint, Coin>& coins() const { return coins_; }
    [[nodiscard]] std::uint64_t total() const { return total_; }
    [[nodiscard]] std::uint64_t total_of(const PublicKey& key) const;

    // Those that were mined in a block of this height or above it, and their heights.
    using Mined = std::set<std::pair<Height, Outpoint>>;
    [[nodiscard]] std::pair<Mined::const_iterator, Mined::const_iterator> mined_since(
        Height height) const;

private:
    std::map<PublicKey, Height> since_;
    Height unseen_{};
    std::map<Outpoint, Coin> coins_;
    Mined mined_;
    // Modulo 2^64: whatever the rules let happen, what is added can be taken off again.
    std::uint64_t total_ = 0;
    std::map<PublicKey, std::uint64_t> totals_;
};

}  // namespace sbc::wallet
