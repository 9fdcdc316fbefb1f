#pragma once

#include <optional>

#include "chain/block_tree.hpp"
#include "pool.hpp"

namespace stage {

// #region builder
// Says when there is a block to be mined. Nobody waits in a loop: with nothing new there is nothing
// to do, and the deadline is never.
class Builder {
public:
    // So long after there was something new; 0: at once. Nothing: it builds none.
    explicit Builder(std::optional<sbc::Duration> every) : every_{every} {}

    // Asked after each event: whether to build now, since there is something new (or not).
    [[nodiscard]] bool due(bool something_new, sbc::Instant now);
    [[nodiscard]] sbc::Instant deadline() const { return deadline_; }

private:
    std::optional<sbc::Duration> every_;
    sbc::Instant deadline_ = sbc::never;
};
// #endregion builder

// #region template
using sbc::chain::Bits;
using sbc::chain::Block;
using sbc::chain::Nonce;
using sbc::chain::Place;

// What is to be written into a block of this height: for those bytes that there are, the payments
// that leave most to the miner; and before them the coinbase, by which it takes that.
struct Reward {
    sbc::crypto::PublicKey to;
    sbc::ledger::Rules rules;
};
[[nodiscard]] std::vector<std::string> for_a_block(const Pool& pool, Height height,
                                                   const Reward& reward);

// The block that follows this one, made of these transactions and nothing else. All it lacks is a
// nonce; `first` is where the miner begins: if each began at 0, all would try the same ones.
[[nodiscard]] Block build_block(const Place& parent, Bits bits,
                                std::vector<std::string> transactions,
                                std::chrono::sys_seconds wall, Nonce first);
// #endregion template

}  // namespace stage
