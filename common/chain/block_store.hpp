#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "chain/block.hpp"
#include "chain/kept.hpp"

namespace sbc::chain {

// The history that is followed goes another way now.
struct Move {
    struct Connected {
        Hash hash;
        Height height;
        Undo undo;
    };
    std::vector<Hash> disconnected;    // the tip first
    std::vector<Connected> connected;  // the lowest first
    Changes changes;                   // of what the ledger must find again
};

// Where the bodies of blocks are kept, and which of them are our history; and what a ledger must
// find again after a restart. Small and synchronous: one in memory (memory_store.hpp), one on disk,
// one that fails on command (in the tests). Any call may fail at any time; the chain is then as it
// was before. The genesis block is not kept: each network's own is known.
class BlockStore {
public:
    virtual ~BlockStore() = default;
    // A body that has been checked and whose header has its place at this height. Kept already:
    // nothing happens.
    [[nodiscard]] virtual Result<void, StoreError> keep(const Hash& hash, Height height,
                                                        const Block& block) = 0;
    [[nodiscard]] virtual Result<Block, StoreError> body(const Hash& hash) const = 0;
    // Of a block of our history.
    [[nodiscard]] virtual Result<Undo, StoreError> undo(const Hash& hash) const = 0;
    // All of it or (refused) nothing: that is what a restart finds.
    [[nodiscard]] virtual Result<void, StoreError> move(const Move& move) = 0;
    // Nobody will ask for this one again. If it stays, only room is lost.
    virtual void forget(const Hash& hash) = 0;
    // Before others are told of a tip: whether a restart finds all that has been kept and moved. A
    // store that writes at once has nothing to do.
    [[nodiscard]] virtual Result<void, StoreError> settle() const { return {}; }

    // --- what a restart finds ---
    // Whoever looks must not call the store meanwhile. What has been looked at before a refusal
    // may be only a part.
    struct Kept {
        Hash hash;
        Header header;
        Height height;
        bool ours = false;  // of our history
    };
    // Each block that is kept: those of our history first, then the others; both the lowest first.
    [[nodiscard]] virtual Result<void, StoreError> each_block(
        const std::function<void(const Kept&)>& look) const = 0;
    // What the changes have left under keys that begin with `prefix`, from the key `from` on (that
    // one included), in the order of their bytes, until look() says false.
    [[nodiscard]] virtual Result<void, StoreError> each_value(
        std::string_view prefix, std::string_view from,
        const std::function<bool(std::string_view key, std::string_view value)>& look) const = 0;
};

}  // namespace sbc::chain
