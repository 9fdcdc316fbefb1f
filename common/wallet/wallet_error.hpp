#pragma once

namespace sbc::wallet {

// Why a wallet does not do something. The texts are for its owner.
enum class WalletError {
    // a payment that somebody wants
    NotAnAddress,    // nobody can have this key
    AmountZero,      // nothing is paid
    AmountTooLarge,  // there are not so many points
    NoteTooLong,
    NoteNotText,   // its bytes are no UTF-8
    NotEnough,     // what can be spent does not pay it
    TooManyCoins,  // what can be spent does, but not in one payment
    FeeTooHigh,    // much more than the amount suggests; it must be asked for
    // a payment that exists
    KeyMissing,  // of an address whose coin is spent
    NotAPayment  // no ledger would read it, or it cannot happen any more
};

}  // namespace sbc::wallet
