#include "chain.hpp"

#include <cassert>

namespace stage {

// #region add
Chain::Chain(Network network, Ledger& ledger)
    : tree_{std::move(network)}, ledger_{ledger}, active_{&tree_.root()} {}

bool Chain::has(Height height, const Hash& hash) const {
    return height <= this->height() && at(height).hash == hash;
}

sbc::Result<Path, BlockError> Chain::add(Block block, std::chrono::sys_seconds wall) {
    if (auto alone = check(block); !alone) return sbc::pass_on(alone);
    if (tree_.places().size() > active_.size() + most_side_blocks) tree_.forget_weakest(tip());
    auto placed = tree_.add(block, wall);
    if (!placed) {
        if (placed.error().reason == BlockError::UnknownParent) orphans_.hold(std::move(block));
        return sbc::pass_on(placed);
    }
    add_orphans_of((*placed)->hash, wall);
    const Place& before = tip();
    const auto followed = follow_best();
    if ((*placed)->bad) {
        return sbc::refuse(BlockError::BadPayment,
                           followed ? "it has been refused before" : followed.error().text);
    }
    return path_between(before, tip());
}
// #endregion add

// #region check-and-orphans
sbc::Result<void, BlockError> Chain::check(const Block& block) const {
    auto checked = check_block(block);
    for (std::size_t i = 0; checked && i < block.transactions.size(); ++i) {
        checked = ledger_.check(block.transactions[i]);
    }
    return checked;
}

// Each that finds its place may have orphans of its own.
void Chain::add_orphans_of(const Hash& parent, std::chrono::sys_seconds wall) {
    std::vector<Hash> parents{parent};
    while (!parents.empty()) {
        const Hash next = parents.back();
        parents.pop_back();
        for (Block& orphan : orphans_.take_children(next)) {
            const auto placed = tree_.add(std::move(orphan), wall);
            if (placed) parents.push_back((*placed)->hash);
        }
    }
}
// #endregion check-and-orphans

// #region follow-best
// The last refusal, if there were any on the way.
sbc::Result<void, BlockError> Chain::follow_best() {
    sbc::Result<void, BlockError> followed;
    while (&tree_.best() != &tip()) {
        if (auto moved = move_along(path_between(tip(), tree_.best())); !moved) followed = moved;
    }
    return followed;
}
// #endregion follow-best

// #region move-along
// All the way, or not at all: if the ledger refuses a block, everything is again as it was, and
// that block is bad, with all that stand on it.
sbc::Result<void, BlockError> Chain::move_along(const Path& path) {
    for (const Place* place : path.disconnect) ledger_.undo(place->block);
    for (std::size_t i = 0; i < path.connect.size(); ++i) {
        auto applied = ledger_.apply(path.connect[i]->block);
        if (applied) continue;
        tree_.mark_bad(path.connect[i]->hash);
        while (i > 0) ledger_.undo(path.connect[--i]->block);
        for (std::size_t left = path.disconnect.size(); left > 0; --left) {
            [[maybe_unused]] const auto restored = ledger_.apply(path.disconnect[left - 1]->block);
            assert(restored);  // it was there before
        }
        return applied;
    }
    active_.resize(active_.size() - path.disconnect.size());
    active_.insert(active_.end(), path.connect.begin(), path.connect.end());
    return {};
}
// #endregion move-along

}  // namespace stage
