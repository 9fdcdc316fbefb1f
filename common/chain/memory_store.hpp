#pragma once

#include <map>

#include "chain/block_store.hpp"

namespace sbc::chain {

// Keeps blocks for as long as the program runs: for class networks and simulations. Never fails.
class MemoryStore : public BlockStore {
public:
    [[nodiscard]] Result<void, StoreError> keep(const Hash& hash, const Block& block) override;
    [[nodiscard]] Result<Block, StoreError> body(const Hash& hash) const override;
    [[nodiscard]] Result<Undo, StoreError> undo(const Hash& hash) const override;
    [[nodiscard]] Result<void, StoreError> move(const Move& move) override;
    void forget(const Hash& hash) override;

    [[nodiscard]] std::size_t bodies() const { return bodies_.size(); }

private:
    std::map<Hash, Block> bodies_;
    std::map<Hash, Undo> undos_;  // of the blocks of our history
};

}  // namespace sbc::chain
