#pragma once

#include "context.hpp"
#include "ledger/transaction.hpp"

namespace stage {

// #region sealed-note
// Where a note stands: in the payment to this address that spends this coin first. A coin is spent
// once, so there is one such note; copied into another payment, it does not open.
struct NotePlace {
    PublicKey to;
    sbc::ledger::Outpoint coin;
};
// A note that only the owner of a card can read: "sealed", and for the text, in hex digits, a fresh
// key and what was sealed with it. All are of one length, since a note has 280 bytes.
[[nodiscard]] sbc::Result<sbc::ledger::Note, MailError> seal_note(std::string_view text,
                                                                  const NotePlace& place,
                                                                  const AgreementKey& card,
                                                                  const AgreementSecret& fresh,
                                                                  const Hash& network);
[[nodiscard]] sbc::Result<std::string, MailError> open_note(const sbc::ledger::Note& note,
                                                            const NotePlace& place,
                                                            const AgreementSecret& mine,
                                                            const Hash& network);
// #endregion sealed-note

}  // namespace stage
