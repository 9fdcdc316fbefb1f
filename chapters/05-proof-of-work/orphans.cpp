#include "orphans.hpp"

#include <algorithm>

namespace stage {

// #region orphans
void Orphans::hold(Block block) {
    const Hash hash = hash_of(block.header);
    for (const Block& held : waiting_) {
        if (hash_of(held.header) == hash) return;
    }
    if (waiting_.size() == most) waiting_.pop_front();
    waiting_.push_back(std::move(block));
}

// First all of them are moved out, then what is left is kept: nothing is removed from a list that
// is being walked through.
std::vector<Block> Orphans::take_children(const Hash& parent) {
    const auto others =
        std::stable_partition(waiting_.begin(), waiting_.end(),
                              [&](const Block& block) { return block.header.previous != parent; });
    std::vector<Block> children{std::make_move_iterator(others),
                                std::make_move_iterator(waiting_.end())};
    waiting_.erase(others, waiting_.end());
    return children;
}
// #endregion orphans

}  // namespace stage
