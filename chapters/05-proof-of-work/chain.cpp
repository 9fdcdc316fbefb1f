#include "chain.hpp"

namespace stage {

// #region add
bool Chain::has(Height height, const Hash& hash) const {
    return height <= this->height() && hash_of(blocks_[height.value()].header) == hash;
}

sbc::Result<void, BlockError> Chain::add(Block block, std::chrono::sys_seconds wall) {
    if (auto linked = check_link(tip(), block); !linked) return linked;
    if (auto alone = check_block(block); !alone) return alone;
    if (block.header.time > wall + most_ahead) {
        return sbc::refuse(BlockError::TooFarAhead,
                           "its time is more than two hours ahead of ours");
    }
    blocks_.push_back(std::move(block));
    return {};
}
// #endregion add

}  // namespace stage
