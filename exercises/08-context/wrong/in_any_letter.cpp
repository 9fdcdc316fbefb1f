// Leaves the letter's key out of what is signed.
#include "bound.hpp"

namespace exercise {

Bytes key_context(const Envelope& envelope, const AgreementKey& of_card, const Hash& network) {
    sbc::JsonWriter json;
    json.text("kind", "letter").text("to", sbc::crypto::to_address(envelope.to));
    json.integer("card", envelope.card).bytes("key", envelope.key.bytes);
    json.integer("until", envelope.until);
    Bytes bytes = sbc::crypto::signed_bytes("seal", network, json.to_text());
    bytes.insert(bytes.end(), of_card.bytes.begin(), of_card.bytes.end());
    return bytes;
}

Bytes signed_part(const Envelope& envelope, const Inside& inside, const Hash& network) {
    sbc::JsonWriter json;
    json.text("from", sbc::crypto::to_address(inside.from)).integer("sent", inside.sent);
    json.text("text", inside.text).text("to", sbc::crypto::to_address(envelope.to));
    json.integer("card", envelope.card);
    json.integer("until", envelope.until);
    return sbc::crypto::signed_bytes("letter", network, json.to_text());
}

}  // namespace exercise
