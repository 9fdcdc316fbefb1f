#include "sealed_note.hpp"

#include "base/hex.hpp"
#include "crypto/address.hpp"
#include "padding.hpp"

namespace stage {

// #region sealed-note
using sbc::refuse;
using sbc::crypto::aead_tag_size;

// 280 bytes are 140 in hex digits: a key, a tag, and this.
constexpr std::array<std::size_t, 1> note_size{sbc::ledger::longest_note / 2 -
                                               sizeof(AgreementKey) - aead_tag_size};

static Bytes note_context(const NotePlace& place, const AgreementKey& fresh, const Hash& network) {
    sbc::JsonWriter json;
    json.text("to", sbc::crypto::to_address(place.to)).bytes("key", fresh.bytes);
    json.text("transaction", to_text(place.coin.transaction));
    return context("note", network, json.integer("index", place.coin.index));
}

sbc::Result<sbc::ledger::Note, MailError> seal_note(std::string_view text, const NotePlace& place,
                                                    const AgreementKey& card,
                                                    const AgreementSecret& fresh,
                                                    const Hash& network) {
    const auto padded = pad(text, note_size);
    if (!padded) return refuse(MailError::TooLong, "a sealed note has at most 90 bytes");
    const AgreementKey made = public_half(fresh);
    const auto key = bound_key(fresh, card, card, note_context(place, made, network));
    if (!key) return refuse(MailError::BadKey, "with the card's key no secret is one");
    const Bytes sealed = sbc::crypto::seal(*key, no_nonce, {}, sbc::as_bytes(*padded));
    return sbc::ledger::Note{"sealed", sbc::to_hex(made.bytes) + sbc::to_hex(sealed)};
}
// #endregion sealed-note

// #region open-note
sbc::Result<std::string, MailError> open_note(const sbc::ledger::Note& note, const NotePlace& place,
                                              const AgreementSecret& mine, const Hash& network) {
    const auto bytes = sbc::from_hex(note.text);
    if (note.app != "sealed" || !bytes || bytes->size() != sbc::ledger::longest_note / 2) {
        return refuse(MailError::Malformed, "this is no sealed note");
    }
    AgreementKey made;
    std::copy_n(bytes->begin(), made.bytes.size(), made.bytes.begin());
    const auto key = bound_key(mine, made, public_half(mine), note_context(place, made, network));
    const auto rest = sbc::ByteView{*bytes}.subspan(made.bytes.size());
    const auto opened = key ? sbc::crypto::open(*key, no_nonce, {}, rest) : std::nullopt;
    if (!opened) return refuse(MailError::NotSealed, "not for this card, or copied from elsewhere");
    return unpad(opened->reveal(), note_size);
}
// #endregion open-note

}  // namespace stage
