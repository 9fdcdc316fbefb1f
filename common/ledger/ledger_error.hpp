#pragma once

#include "chain/block.hpp"

namespace sbc::ledger {

// Why a transaction is refused, or a block for its transactions.
enum class LedgerError {
    // check: the transaction alone
    NotCanonical,  // not the one spelling of a transaction, or too long
    NothingSpent,  // no input
    NobodyPaid,    // no output
    BadAmount,     // nothing at all, or more than there can be
    TwiceSpent,    // one output in two inputs
    // connect: with the ledger
    WrongPlace,   // a coinbase that is not the first of its block, or not of this block
    UnknownCoin,  // it is spent already, or was never there
    Immature,     // mined too few blocks ago
    WrongSignature,
    Overspent,  // more goes out than comes in
    TooMuchReward,
    // keep: nobody's fault but ours
    BadUndo,  // what was kept for taking a block back does not belong to it
};

// By what one must know to say so, as with a block's errors. (Together too much, a BadAmount, may
// also come in with coins that each are right; nobody could own so many.)
[[nodiscard]] constexpr chain::Stage stage_of(LedgerError error) {
    if (error <= LedgerError::TwiceSpent) return chain::Stage::Check;
    return error == LedgerError::BadUndo ? chain::Stage::Keep : chain::Stage::Connect;
}

}  // namespace sbc::ledger
