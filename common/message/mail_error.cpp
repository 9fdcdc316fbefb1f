#include "message/mail_error.hpp"

#include <string>

namespace sbc::message {

using enum MailError;

std::string_view name_of(MailError error) {
    switch (error) {
        case Malformed: return "malformed";
        case BadTimes: return "times";
        case BadKey: return "key";
        case BadSignature: return "signature";
        case BadStamp: return "stamp";
        case NotYet: return "early";
        case Over: return "over";
        case Older: return "older";
        case MailboxFull: return "full";
        case NoRoom: return "room";
        case NoCard: return "no-card";
        case NoKey: return "no-key";
        case NotForUs: return "not-ours";
        case NotSealed: return "not-sealed";
        case BadPadding: return "padding";
        case TooLong: return "long";
        case OtherWords: return "other-words";
        case MayHaveCome: return "may-have-come";
    }
    return "unknown";
}

std::string_view explain(MailError error) {
    switch (error) {
        case Malformed:
            return "this is no card, letter or receipt as docs/protocol.md spells it: ask whoever "
                   "sent it which program has written it";
        case BadTimes:
            return "it ends before it begins, or lasts too long: a card lasts 90 days and a letter "
                   "waits 7, so choose an earlier end";
        case BadKey:
            return "with the key of this card everybody could read what is sealed for it: write "
                   "nothing to it, and ask its owner for a new card";
        case BadSignature:
            return "the one who is named in it has not signed it, or not for this network: do not "
                   "believe it, and ask him in person";
        case BadStamp:
            return "its stamp is not worth enough, or was made for something else: stamp it anew";
        case NotYet:
            return "by our clock it begins in the future: compare the clocks of both computers";
        case Over:
            return "by our clock its time is over: write it once more, or compare the clocks";
        case Older: return "a newer card of this address is known: use that one";
        case MailboxFull:
            return "so many letters wait for this recipient that no more are held: try again when "
                   "he has fetched some";
        case NoRoom:
            return "so much waits here that there is no room for more: try again later, or at "
                   "another core";
        case NoCard:
            return "nobody knows a card of this address: its owner has to open his mailbox once";
        case NoKey:
            return "it was sealed for a key that is not here, or was destroyed after its time: ask "
                   "whoever wrote it to seal it for your newest card";
        case NotForUs: return "it is for another address: leave it to its owner";
        case NotSealed:
            return "it does not open: a bit of it was altered on its way, or it was sealed for "
                   "another card or network; ask for it once more";
        case BadPadding:
            return "it opens, but is not filled up as docs/protocol.md says: ask whoever sent it "
                   "which program has written it";
        case TooLong: return "the text is too long for one letter: write two";
        case OtherWords: return "the card has changed meanwhile: compare the new words";
        case MayHaveCome:
            return "so many letters have come since that nobody can say whether this one has: ask "
                   "whoever wrote it to write it once more";
    }
    return "unknown";
}

tl::unexpected<Refusal<MailError>> refused(MailError error) {
    return refuse(error, std::string{explain(error)});
}

}  // namespace sbc::message
