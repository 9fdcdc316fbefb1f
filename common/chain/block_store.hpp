#pragma once

#include <vector>

#include "chain/ledger.hpp"

namespace sbc::chain {

enum class StoreError {
    Failed,   // a full disk, a file that cannot be written: our own trouble
    Missing,  // it has no such block
};

// The history that is followed goes another way now.
struct Move {
    struct Connected {
        Hash hash;
        Height height;
        Undo undo;
    };
    std::vector<Hash> disconnected;    // the tip first
    std::vector<Connected> connected;  // the lowest first
};

// Where the bodies of blocks are kept, and which of them are our history. Small and synchronous:
// one in memory (memory_store.hpp), one on disk, one that fails on command (in the tests). Any call
// may fail at any time; the chain is then as it was before.
class BlockStore {
public:
    virtual ~BlockStore() = default;
    // A body that has been checked and whose header has its place. Kept already: nothing happens.
    [[nodiscard]] virtual Result<void, StoreError> keep(const Hash& hash, const Block& block) = 0;
    [[nodiscard]] virtual Result<Block, StoreError> body(const Hash& hash) const = 0;
    // Of a block of our history.
    [[nodiscard]] virtual Result<Undo, StoreError> undo(const Hash& hash) const = 0;
    // All of it or (refused) nothing: that is what a restart finds.
    [[nodiscard]] virtual Result<void, StoreError> move(const Move& move) = 0;
    // Nobody will ask for this one again. If it stays, only room is lost.
    virtual void forget(const Hash& hash) = 0;
};

}  // namespace sbc::chain
