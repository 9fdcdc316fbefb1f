#include "card.hpp"

#include "crypto/address.hpp"

namespace stage {

// #region card-said
using sbc::JsonReader;
using sbc::JsonWriter;
using sbc::refuse;

static JsonWriter said(const Card& card) {
    JsonWriter json;
    json.text("kind", "card").text("address", sbc::crypto::to_address(card.address));
    json.integer("sequence", card.sequence.value()).bytes("key", card.key.bytes);
    json.integer("from", seconds(card.from)).integer("until", seconds(card.until));
    return json;
}

Hash id_of(const Card& card, const Hash& network) {
    return sbc::crypto::hash256(context("card", network, said(card)));
}

void sign(Card& card, const Hash& network, const SigningKey& owner) {
    card.signature = owner.sign(context("card", network, said(card)));
}
// #endregion card-said

// #region card-check
sbc::Result<void, MailError> check(const Card& card, const Hash& network) {
    if (card.until < card.from || card.until - card.from > longest_card) {
        return refuse(MailError::BadTimes, "the card ends before it begins, or lasts too long");
    }
    if (!sbc::crypto::agree(AgreementSecret{}, card.key)) {
        return refuse(MailError::BadKey, "with the card's key no secret is one");
    }
    if (!verify(card.address, context("card", network, said(card)), card.signature)) {
        return refuse(MailError::BadSignature, "the owner of the address has not signed this card");
    }
    return {};
}

sbc::Result<void, MailError> check_now(const Card& card, Time now) {
    if (card.from > now + clock_error) return refuse(MailError::NotYet, "the card is for later");
    if (card.until < now) return refuse(MailError::Over, "the card is not valid any more");
    return {};
}
// #endregion card-check

// #region card-spelled
std::string encode(const Card& card) {
    JsonWriter json = said(card);
    json.bytes("signature", card.signature.bytes);
    say_stamp(json, card.stamp);
    return json.to_text();
}

Card read_card(JsonReader& json) {
    Card card;
    card.address = read_address(json, "address");
    card.sequence = Sequence{json.integer("sequence", sbc::json_max_integer)};
    card.key = read_bytes<AgreementKey>(json, "key");
    card.from = read_time(json, "from");
    card.until = read_time(json, "until");
    card.signature = read_bytes<Signature>(json, "signature");
    card.stamp = read_stamp(json);
    if (card.sequence == Sequence{}) json.fault(sbc::JsonError::OutOfRange, "cards begin with 1");
    return card;
}
// #endregion card-spelled

}  // namespace stage
