#pragma once

#include <string>
#include <string_view>

#include "chain/block.hpp"

namespace sbc::chain {

// What a ledger needs to know to take a block back, in its own words. The store keeps it beside
// the block.
using Undo = std::string;

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
};

}  // namespace sbc::chain
