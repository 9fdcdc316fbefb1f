#pragma once

#include "block.hpp"

namespace stage {

// #region verify
// Which block does not hold, and why.
struct BadBlock {
    Height height;
    BlockError error{};
};

// Whether a block may follow this one: it names it, and is not older.
[[nodiscard]] sbc::Result<void, BlockError> check_link(const Header& previous, const Block& block);

// A whole chain from the genesis block on, by itself: nothing that we hold ourselves is looked at.
// The refusal names the first block that does not hold.
[[nodiscard]] sbc::Result<void, BadBlock> check_chain(std::span<const Block> blocks);
// #endregion verify

}  // namespace stage
