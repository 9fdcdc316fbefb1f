#pragma once

#include <deque>

#include "block.hpp"

namespace stage {

// #region orphans
// Blocks whose parents have not come yet, at most so many; then the oldest goes.
class Orphans {
public:
    static constexpr std::size_t most = 100;
    void hold(Block block);
    // Those that name this block as the one before them: they are orphans no longer.
    [[nodiscard]] std::vector<Block> take_children(const Hash& parent);
    [[nodiscard]] std::size_t size() const { return waiting_.size(); }

private:
    std::deque<Block> waiting_;  // the oldest first
};
// #endregion orphans

}  // namespace stage
