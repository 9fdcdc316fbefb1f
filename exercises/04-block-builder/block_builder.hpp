#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "block.hpp"

namespace exercise {

// What waits for a block. It belongs to the node and changes whenever a transaction or somebody
// else's block comes in: two looks need not show the same.
class PoolView {
public:
    virtual ~PoolView() = default;
    // A copy of what waits at this moment, as much as a block may hold.
    [[nodiscard]] virtual std::vector<std::string> look() const = 0;
};

// Two clocks: one for deadlines, which never jumps, and that on the wall, for the header.
struct Moment {
    sbc::Instant now;
    std::chrono::sys_seconds wall;
};

// Builds a block some time after the first transaction began to wait for it.
class BlockBuilder {
public:
    explicit BlockBuilder(sbc::Duration every) : every_{every} {}

    // Called after everything that happens, and at the deadline. A block that follows `tip`, when
    // it is due; else nothing.
    [[nodiscard]] std::optional<stage::Block> on_event(const PoolView& pool,
                                                       const stage::Header& tip, Moment moment);
    // When it wants to be called again although nothing happens. sbc::never: not at all.
    [[nodiscard]] sbc::Instant deadline() const { return deadline_; }

private:
    sbc::Duration every_;
    sbc::Instant deadline_ = sbc::never;
};

}  // namespace exercise
