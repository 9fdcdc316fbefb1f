#pragma once

#include <string_view>

#include "chain/block.hpp"
#include "chain/kept.hpp"

namespace sbc::chain {

class BlockStore;

// What transactions mean. A chain puts them in order and does not read them; it asks a ledger, and
// asks it to apply and undo only in the order of one history. The ledger keeps no history itself.
class Ledger {
public:
    virtual ~Ledger() = default;
    // Gate `check`. One transaction alone: whether it can be one at all. The refusal is
    // BadTransaction.
    [[nodiscard]] virtual Result<void, BlockError> check(std::string_view transaction) const = 0;
    // Gate `connect`. All that a block says happens, and how to take it back; or nothing of it. The
    // refusal is BadPayment. The same block on the same history: always the same answer.
    [[nodiscard]] virtual Result<Undo, BlockError> apply(const Block& block, Height height) = 0;
    // The block that was applied last has not happened.
    virtual void undo(const Block& block, const Undo& undo) = 0;

    // What has changed since this was last asked, of what must be found again after a restart. The
    // store keeps it in the same transaction as the blocks that changed it.
    [[nodiscard]] virtual Changes take_changes() { return {}; }
    // The ledger is empty, and the history that the store has kept ends with this block: it is
    // again as it was then. Refused: of no use any longer.
    [[nodiscard]] virtual Result<void, StoreError> restore(const BlockStore& store, const Hash& tip,
                                                           Height height);
};

inline Result<void, StoreError> Ledger::restore(const BlockStore& /*store*/, const Hash& /*tip*/,
                                                Height /*height*/) {
    return {};
}

}  // namespace sbc::chain
