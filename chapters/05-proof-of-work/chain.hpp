#pragma once

#include "verify.hpp"

namespace stage {

// #region chain
constexpr std::chrono::hours most_ahead{2};  // a clock may be wrong by so much

// The blocks that we have, each following the one before. It only ever grows: a block that does not
// fit on the last one has no place here, whatever else it may be.
class Chain {
public:
    Chain() : blocks_{genesis()} {}

    [[nodiscard]] const Header& tip() const { return blocks_.back().header; }
    [[nodiscard]] Height height() const { return Height{blocks_.size() - 1}; }
    [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }
    // Whether our block at this height is the one with this hash.
    [[nodiscard]] bool has(Height height, const Hash& hash) const;

    // Takes a block that holds by itself, follows the tip, and is not from the future (of `wall`).
    [[nodiscard]] sbc::Result<void, BlockError> add(Block block, std::chrono::sys_seconds wall);

private:
    std::vector<Block> blocks_;
};
// #endregion chain

}  // namespace stage
