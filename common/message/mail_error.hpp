#pragma once

#include <string_view>

#include "base/result.hpp"

namespace sbc::message {

// Why a card, a letter, a receipt or a claim to a mailbox is not taken. Each names a cause; the
// texts say what to do.
enum class MailError {
    Malformed,     // not one of the messages in its one spelling, or beyond a bound
    BadTimes,      // it ends before it begins, or lasts too long
    BadKey,        // a key with which the secret would be known to everybody
    BadSignature,  // its owner has not signed it, or not for this network
    BadStamp,      // not enough work, or the work was done for something else
    NotYet,        // it begins too far ahead of our clock
    Over,          // it is over by our clock
    Older,         // we know a newer card of this address
    MailboxFull,   // so much waits for this recipient already
    NoRoom,        // so much waits for all of them together
    NoCard,        // nobody knows a card of this address
    NoKey,         // sealed for a key that we do not have, or not any more
    NotForUs,      // another one's address
    NotSealed,     // a bit of it was altered, or it was sealed for something else
    BadPadding,
    TooLong,      // the text, in bytes
    OtherWords,   // a card has others than those that were compared
    MayHaveCome,  // it ends no later than one that we do not remember any more
};

// One word; of the first ten it is the one that a Refused says (docs/protocol.md, section 25).
[[nodiscard]] std::string_view name_of(MailError error);
// A sentence for people, with what to do.
[[nodiscard]] std::string_view explain(MailError error);
// The refusal for this reason, with that sentence.
[[nodiscard]] tl::unexpected<Refusal<MailError>> refused(MailError error);

}  // namespace sbc::message
