#pragma once

#include "ledger.hpp"
#include "orphans.hpp"
#include "tree.hpp"

namespace stage {

// #region chain
// Of all the histories in the tree the one that counts: that with the most work, of those that the
// ledger takes. Each block goes through three gates: check (the block alone), accept (among other
// blocks), connect (its transactions).
class Chain {
public:
    static constexpr std::size_t most_side_blocks = 10'000;

    Chain(Network network, Ledger& ledger);
    [[nodiscard]] const Tree& tree() const { return tree_; }
    [[nodiscard]] const Place& tip() const { return *active_.back(); }
    [[nodiscard]] Height height() const { return tip().height; }
    // The block of our history at this height, up to height().
    [[nodiscard]] const Place& at(Height height) const { return *active_[height.value()]; }
    // Whether our block at this height is the one with this hash.
    [[nodiscard]] bool has(Height height, const Hash& hash) const;

    // What has changed by it: nothing, if it stands aside or was here already. A refused block
    // changes nothing. One whose parent is unknown is refused, but held until that comes.
    [[nodiscard]] sbc::Result<Path, BlockError> add(Block block, std::chrono::sys_seconds wall);
    // #endregion chain

    // #region chain-members
private:
    [[nodiscard]] sbc::Result<void, BlockError> check(const Block& block) const;
    void add_orphans_of(const Hash& parent, std::chrono::sys_seconds wall);
    [[nodiscard]] sbc::Result<void, BlockError> follow_best();
    [[nodiscard]] sbc::Result<void, BlockError> move_along(const Path& path);

    Tree tree_;
    Ledger& ledger_;
    std::vector<const Place*> active_;  // by height
    Orphans orphans_;
    // #endregion chain-members
};

}  // namespace stage
