#pragma once

namespace stage {

// #region ledger-error
// Why a transaction is refused, by what one must know to say so.
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
};
// #endregion ledger-error

}  // namespace stage
