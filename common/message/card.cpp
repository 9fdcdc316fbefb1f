#include "message/card.hpp"

#include "crypto/signed_bytes.hpp"
#include "message/spelling.hpp"

namespace sbc::message {
namespace {

using enum MailError;

// X25519 ignores one bit of a key, and reads numbers beyond the field: so no list of bad keys is
// looked up, but one secret is tried. All secrets are multiples of 8, and so what one of them makes
// a zero of, each does.
bool is_usable(const crypto::AgreementKey& key) {
    return crypto::agree(crypto::AgreementSecret{}, key).has_value();
}

}  // namespace

Bytes signed_part(const Card& card, const Hash& network) {
    return crypto::signed_bytes("card", network, said(card).to_text());
}

Hash id_of(const Card& card, const Hash& network) {
    return crypto::hash256(signed_part(card, network));
}

void sign(Card& card, const Hash& network, const crypto::SigningKey& owner) {
    card.signature = owner.sign(signed_part(card, network));
}

Result<void, MailError> check(const Card& card, const Hash& network) {
    if (!is_sequence(card.sequence)) return refused(Malformed);
    if (!in_order(card.from, card.until, longest_card)) return refused(BadTimes);
    if (!is_usable(card.key)) return refused(BadKey);
    if (!crypto::verify(card.address, signed_part(card, network), card.signature)) {
        return refused(BadSignature);
    }
    return {};
}

}  // namespace sbc::message
