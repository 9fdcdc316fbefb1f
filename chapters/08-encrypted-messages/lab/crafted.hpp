#pragma once

#include "lab/names.hpp"
#include "letter.hpp"

// What a cheat puts together who is not held back by seal(): spelled as the real one is.
namespace lab {

using namespace stage;

// #region crafted
// What the seal of this letter is bound to (letter.cpp).
inline Bytes bound_part(const Letter& letter, const Hash& network) {
    sbc::JsonWriter json;
    json.text("kind", "letter").text("to", sbc::crypto::to_address(letter.to));
    json.integer("card", letter.card.value()).bytes("key", letter.key.bytes);
    return context("seal", network, json.integer("until", seconds(letter.until)));
}
// A letter with this inside, as it is: also one that somebody else has signed.
inline Letter seal_again(const Inside& inside, const Card& to, Time until,
                         const AgreementSecret& fresh, const Hash& network) {
    Letter letter{to.address, to.sequence, public_half(fresh), until, {}, {}};
    sbc::JsonWriter json;
    json.text("from", sbc::crypto::to_address(inside.from)).integer("sent", seconds(inside.sent));
    json.bytes("signature", inside.signature.bytes).text("text", inside.text);
    const auto key = bound_key(fresh, to.key, to.key, bound_part(letter, network));
    letter.sealed =
        sbc::crypto::seal(key.value(), no_nonce, {}, sbc::as_bytes(pad(json.to_text()).value()));
    return letter;
}
// Who has the secret half of the letter's own key reads it as its recipient does.
inline std::optional<std::string> open_by_fresh(const Letter& letter, const AgreementSecret& fresh,
                                                const Card& to, const Hash& network) {
    const auto key = bound_key(fresh, to.key, to.key, bound_part(letter, network));
    if (!key) return std::nullopt;
    const auto opened = sbc::crypto::open(*key, no_nonce, {}, letter.sealed);
    if (!opened) return std::nullopt;
    return unpad(opened->reveal()).value();
}
// #endregion crafted

}  // namespace lab
