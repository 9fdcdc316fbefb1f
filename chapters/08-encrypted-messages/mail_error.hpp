#pragma once

namespace stage {

// #region mail-error
// Why a card, a letter or a receipt is not taken.
enum class MailError {
    Malformed,     // not in the one spelling that it has, or beyond a bound
    BadTimes,      // it ends before it begins, or lasts too long
    BadKey,        // a key with which the secret would be known to everybody
    BadSignature,  // its owner has not signed it
    BadStamp,      // without the work that it costs
    NotYet,        // it begins too far ahead of our clock
    Over,
    Older,        // we know a newer card of this address
    MailboxFull,  // so much waits for this recipient already
    NoRoom,       // so much waits for all of them together
    NotForUs,     // for another address, or a card that we do not have
    NotSealed,    // a bit of it is another one, or it was sealed for something else
    Replayed,     // taken already
    TooLong,
};
// #endregion mail-error

}  // namespace stage
