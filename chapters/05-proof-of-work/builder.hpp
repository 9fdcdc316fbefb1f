#pragma once

#include <optional>

#include "base/time.hpp"
#include "tree.hpp"

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

// The block that follows this one, made of these transactions and nothing else. All it lacks is a
// nonce; `first` is where the miner begins: if each began at 0, all would try the same ones.
[[nodiscard]] Block build_block(const Place& parent, Bits bits,
                                std::vector<std::string> transactions,
                                std::chrono::sys_seconds wall, Nonce first);
// #endregion builder

}  // namespace stage
