#pragma once

#include <vector>

#include "chain/block.hpp"
#include "chain/kept.hpp"
#include "ledger/coins.hpp"
#include "ledger/ledger_error.hpp"
#include "ledger/transaction.hpp"

namespace sbc::ledger {

// The coins that a block has spent, as a store keeps them: 48 bytes for each (coin_record.hpp), and
// before them 32 that bind them to the block and to each other. All numbers have their highest byte
// first.
//
//      0  digest   32   hash256 of the block's header, of how many transactions it has (8 bytes),
//                       of the leaf of each (section 12), and of all that follows
//     32  to       32   the key; then for the next coin the same
//     64  amount    8
//     72  place     8   twice the height, and 1 for what was mined
//
// There is one form for each block, and whatever differs from it in a byte is refused.
[[nodiscard]] chain::Undo encode_undo(const chain::Block& block, const std::vector<Coin>& spent);
[[nodiscard]] Result<std::vector<Coin>, LedgerError> decode_undo(const chain::Block& block,
                                                                 const chain::Undo& undo);

// A transaction that has happened, and the coins that its inputs have spent, in their order.
struct Settled {
    CheckedTransaction transaction;
    std::vector<Coin> spends;
};
// All of a block that the ledger has taken. BadUndo: it has not, or not with these coins.
[[nodiscard]] Result<std::vector<Settled>, LedgerError> settled_in(const chain::Block& block,
                                                                   const chain::Undo& undo);

}  // namespace sbc::ledger
