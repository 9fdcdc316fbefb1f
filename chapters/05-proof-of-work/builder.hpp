#pragma once

#include <optional>

#include "base/time.hpp"
#include "block.hpp"

namespace stage {

// #region builder
// Says when a block is due. Nobody waits in a loop: without transactions there is nothing to do,
// and the deadline is never.
class Builder {
public:
    // A block so long after the first transaction began to wait; 0: at once. Nothing: it builds
    // none.
    explicit Builder(std::optional<sbc::Duration> every) : every_{every} {}

    // Asked after each event: whether to build now, since transactions wait (or not).
    [[nodiscard]] bool due(bool transactions_wait, sbc::Instant now);
    [[nodiscard]] sbc::Instant deadline() const { return deadline_; }

private:
    std::optional<sbc::Duration> every_;
    sbc::Instant deadline_ = sbc::never;
};

// The block that follows this tip, made of these transactions and nothing else: of values that
// cannot change while it is being built.
[[nodiscard]] Block build_block(const Header& tip, std::vector<std::string> transactions,
                                std::chrono::sys_seconds wall);
// #endregion builder

}  // namespace stage
