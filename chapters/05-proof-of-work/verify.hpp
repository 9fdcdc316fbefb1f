#pragma once

#include "tree.hpp"

namespace stage {

// #region verify
// Which block does not hold, and why.
struct BadBlock {
    Height height;
    BlockError error{};
};

// A whole chain from the genesis block on, by itself: nothing that we hold ourselves is looked at.
// The refusal names the first block that does not hold; otherwise, the work of all of them.
[[nodiscard]] sbc::Result<sbc::U256, BadBlock> check_chain(const Network& network,
                                                           std::span<const Block> blocks,
                                                           std::chrono::sys_seconds wall);
// #endregion verify

}  // namespace stage
