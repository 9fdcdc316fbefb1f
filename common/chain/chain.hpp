#pragma once

#include <deque>

#include "chain/block_store.hpp"
#include "chain/block_tree.hpp"
#include "chain/ledger.hpp"
#include "chain/orphans.hpp"

namespace sbc::chain {

struct ChainLimits {
    std::size_t most_aside = 10'000;  // headers that are not of our history, ahead of it or beside
    OrphanLimits orphans{};
};

// Of all the histories in the tree the one that counts: that with the most work, of those that the
// ledger takes (lesson 05). A block goes through three gates, each of which needs to know more:
// check (the block alone), accept (among other headers), connect (its transactions on those
// before). Then it is kept.
//
// Owns the tree and the orphans; ledger and store belong to the caller and live longer. No socket,
// no clock. One thread. Places and paths hold until add() or add_header() is called again.
//
// Hardened from the lesson: headers may come before their bodies; bodies lie in a store, and
// whatever call of it fails, tip, ledger and store agree as before; only so much of a branch is
// applied at once as it takes to have more work than ours.
class Chain {
public:
    // The ledger is at the genesis block; and so is the store, unless restore() comes next. Throws
    // for a network that is not sound().
    Chain(Network network, Ledger& ledger, BlockStore& store, ChainLimits limits = {});

    // After a restart, once, before anything is added: follows what the store has kept, and then
    // whatever better is in there. What finds no place any longer is forgotten, and may come again.
    // Refused: the store has failed, or is damaged; chain and ledger are of no use any longer.
    [[nodiscard]] Result<void, StoreError> restore();

    [[nodiscard]] const BlockTree& tree() const { return tree_; }
    [[nodiscard]] const Orphans& orphans() const { return orphans_; }
    [[nodiscard]] const Place& tip() const { return *active_.back(); }
    [[nodiscard]] Height height() const { return tip().height; }
    // The block of our history at this height, up to height().
    [[nodiscard]] const Place& at(Height height) const { return *active_[height.value()]; }
    // Whether our block at this height is the one with this hash.
    [[nodiscard]] bool has(Height height, const Hash& hash) const;
    // Header and transactions, the genesis block's as well.
    [[nodiscard]] Result<Block, StoreError> block(const Place& place) const;

    // What has changed by it: nothing, if it stands aside or was here already. A refused block
    // changes nothing, but that it (and what stands on it) may be bad from now on. One whose parent
    // is unknown is refused, but held until that comes. StoreFailed: it is not kept, and may come
    // again; or it is, and pending().
    [[nodiscard]] Result<Path, BlockError> add(Block block, std::chrono::sys_seconds wall);
    // Whether the store failed on the way to a better history. Nothing is added until resume() has
    // gone that way; what changed by it, or why it still does not work.
    [[nodiscard]] bool pending() const { return &tree_.best() != &tip(); }
    [[nodiscard]] Result<Path, BlockError> resume();
    // A header whose body may follow by add(). No orphan is made of it. Gates check and accept.
    [[nodiscard]] Result<const Place*, BlockError> add_header(const Header& header,
                                                              std::chrono::sys_seconds wall);

private:
    // The block that is being added: it need not be fetched from the store.
    struct Fresh {
        const Hash& hash;
        const Block& block;
    };
    struct Bodies;

    [[nodiscard]] Result<void, BlockError> check(const Block& block) const;
    [[nodiscard]] Result<const Place*, BlockError> place(const CheckedHeader& header,
                                                         std::chrono::sys_seconds wall);
    [[nodiscard]] Result<Path, BlockError> connect(const Place& here, const Block& block,
                                                   std::chrono::sys_seconds wall);
    [[nodiscard]] Result<void, BlockError> keep(const Place& place, const Block& block);
    void add_orphans_of(const Hash& parent, std::chrono::sys_seconds wall);
    [[nodiscard]] Result<void, BlockError> follow_best(const Fresh* fresh);
    [[nodiscard]] Result<void, BlockError> follow(const Path& path, const Fresh* fresh);
    [[nodiscard]] Result<void, BlockError> step(const Path& path, const Fresh* fresh);
    [[nodiscard]] Result<Bodies, StoreError> fetch(const Path& path, const Fresh* fresh) const;
    void put_back(const Path& path, const Bodies& bodies, const std::vector<Move::Connected>& done);
    [[nodiscard]] tl::unexpected<Refusal<BlockError>> store_failed(
        const Refusal<StoreError>& refusal);

    [[nodiscard]] Result<void, StoreError> restore_ours(const BlockStore::Kept& kept);
    [[nodiscard]] Result<void, StoreError> restore_other(const BlockStore::Kept& kept);

    BlockTree tree_;
    Ledger& ledger_;
    BlockStore& store_;
    std::deque<const Place*> active_;  // by height
    Orphans orphans_;
    StoreError trouble_ = StoreError::Failed;  // what the store said last, when it failed
};

}  // namespace sbc::chain
