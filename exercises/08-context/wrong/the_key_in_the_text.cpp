// Writes the card's key into the text, in hex digits.
#include "bound.hpp"

namespace exercise {

Bytes key_context(const Envelope& envelope, const AgreementKey& of_card, const Hash& network) {
    sbc::JsonWriter json;
    json.text("kind", "letter").text("to", sbc::crypto::to_address(envelope.to));
    json.integer("card", envelope.card).bytes("key", envelope.key.bytes);
    json.integer("until", envelope.until).bytes("of_card", of_card.bytes);
    return sbc::crypto::signed_bytes("seal", network, json.to_text());
}

Bytes signed_part(const Envelope& envelope, const Inside& inside, const Hash& network) {
    sbc::JsonWriter json;
    json.text("from", sbc::crypto::to_address(inside.from)).integer("sent", inside.sent);
    json.text("text", inside.text).text("to", sbc::crypto::to_address(envelope.to));
    json.integer("card", envelope.card).bytes("key", envelope.key.bytes);
    json.integer("until", envelope.until);
    return sbc::crypto::signed_bytes("letter", network, json.to_text());
}

}  // namespace exercise
