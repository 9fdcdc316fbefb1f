#include "letter.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "crypto/address.hpp"

namespace stage {

// #region letter-said
using sbc::JsonReader;
using sbc::JsonWriter;
using sbc::refuse;
using sbc::crypto::aead_tag_size;

// All that is visible but the seal itself: what the seal is bound to.
static JsonWriter said(const Letter& letter) {
    JsonWriter json;
    json.text("kind", "letter").text("to", sbc::crypto::to_address(letter.to));
    json.integer("card", letter.card.value()).bytes("key", letter.key.bytes);
    json.integer("until", seconds(letter.until));
    return json;
}

Hash id_of(const Letter& letter, const Hash& network) {
    JsonWriter json = said(letter);
    return sbc::crypto::hash256(context("sealed", network, json.bytes("sealed", letter.sealed)));
}

Bytes signed_part(const Letter& letter, const Inside& inside, const Hash& network) {
    JsonWriter json;
    json.text("from", sbc::crypto::to_address(inside.from)).integer("sent", seconds(inside.sent));
    json.text("text", inside.text).text("to", sbc::crypto::to_address(letter.to));
    json.integer("card", letter.card.value()).bytes("key", letter.key.bytes);
    return context("letter", network, json.integer("until", seconds(letter.until)));
}
// #endregion letter-said

// #region inside
static bool times_hold(Time sent, Time until) {
    return sent <= until && until - sent <= longest_held;
}

static std::string encode(const Inside& inside) {
    JsonWriter json;
    json.text("from", sbc::crypto::to_address(inside.from)).integer("sent", seconds(inside.sent));
    return json.bytes("signature", inside.signature.bytes).text("text", inside.text).to_text();
}

static sbc::Result<Inside, MailError> decode_inside(std::string_view text) {
    Inside inside;
    auto json = JsonReader::parse(text, {.max_bytes = 4'096, .max_depth = 1, .canonical = true});
    if (!json) return refuse(MailError::Malformed, json.error().text);
    inside.from = read_address(*json, "from");
    inside.sent = read_time(*json, "sent");
    inside.text = json->text("text", longest_text);
    inside.signature = read_bytes<Signature>(*json, "signature");
    if (const auto read = json->finish(); !read || inside.text.empty() || encode(inside) != text) {
        return refuse(MailError::Malformed, "what was sealed is no letter");
    }
    return inside;
}
// #endregion inside

// #region seal
sbc::Result<Letter, MailError> seal(const Draft& draft, const Card& to, const SigningKey& from,
                                    const AgreementSecret& fresh, const Hash& network) {
    if (draft.text.empty() || draft.text.size() > longest_text) {
        return refuse(MailError::TooLong, "a letter has 1 to 3000 bytes");
    }
    if (!times_hold(draft.sent, draft.until)) {
        return refuse(MailError::BadTimes, "a letter is held for a week at most");
    }
    Letter letter{to.address, to.sequence, public_half(fresh), draft.until, {}, {}};
    Inside inside{from.public_key(), draft.sent, draft.text, {}};
    inside.signature = from.sign(signed_part(letter, inside, network));
    auto padded = pad(encode(inside));
    if (!padded) return sbc::pass_on(padded);
    const auto key = bound_key(fresh, to.key, to.key, context("seal", network, said(letter)));
    if (!key) return refuse(MailError::BadKey, "with the card's key no secret is one");
    letter.sealed = sbc::crypto::seal(*key, no_nonce, {}, sbc::as_bytes(*padded));
    return letter;
}
// #endregion seal

// #region open
sbc::Result<Inside, MailError> open(const Letter& letter, const AgreementSecret& mine,
                                    const Hash& network, Time now) {
    const auto key =
        bound_key(mine, letter.key, public_half(mine), context("seal", network, said(letter)));
    if (!key) return refuse(MailError::BadKey, "with the letter's key no secret is one");
    const auto opened = sbc::crypto::open(*key, no_nonce, {}, letter.sealed);
    if (!opened) return refuse(MailError::NotSealed, "the seal is broken, or not for this card");
    auto text = unpad(opened->reveal());
    if (!text) return sbc::pass_on(text);
    auto inside = decode_inside(*text);
    if (!inside) return inside;
    if (!verify(inside->from, signed_part(letter, *inside, network), inside->signature)) {
        return refuse(MailError::BadSignature, "its writer has not written this to us");
    }
    if (!times_hold(inside->sent, letter.until)) {
        return refuse(MailError::BadTimes, "it would be held for longer than a week");
    }
    if (letter.until < now) return refuse(MailError::Over, "its time is over");
    return inside;
}
// #endregion open

// #region letter-spelled
std::string encode(const Letter& letter) {
    JsonWriter json = said(letter);
    say_stamp(json.bytes("sealed", letter.sealed), letter.stamp);
    return json.to_text();
}

Letter read_letter(JsonReader& json) {
    Letter letter;
    letter.to = read_address(json, "to");
    letter.card = Sequence{json.integer("card", sbc::json_max_integer)};
    letter.key = read_bytes<AgreementKey>(json, "key");
    letter.until = read_time(json, "until");
    const auto longest = 2 * (size_classes.back() + aead_tag_size);
    letter.sealed = sbc::from_hex(json.text("sealed", longest)).value_or(Bytes{});
    letter.stamp = read_stamp(json);
    const bool is_sized = std::ranges::any_of(
        size_classes, [&](auto size) { return letter.sealed.size() == size + aead_tag_size; });
    if (!is_sized || letter.card == Sequence{}) {
        json.fault(sbc::JsonError::OutOfRange, "nothing sealed has this length, or no card this");
    }
    return letter;
}
// #endregion letter-spelled

// #region receipt
static JsonWriter said(const Receipt& receipt) {
    JsonWriter json;
    json.text("kind", "receipt").text("letter", to_text(receipt.letter));
    json.text("to", sbc::crypto::to_address(receipt.to)).integer("opened", receipt.opened ? 1 : 0);
    return json;
}

void sign(Receipt& receipt, const Hash& network, const SigningKey& recipient) {
    receipt.signature = recipient.sign(context("receipt", network, said(receipt)));
}

sbc::Result<void, MailError> check(const Receipt& receipt, const Hash& network) {
    if (verify(receipt.to, context("receipt", network, said(receipt)), receipt.signature))
        return {};
    return refuse(MailError::BadSignature, "the recipient has not signed this receipt");
}

std::string encode(const Receipt& receipt) {
    return said(receipt).bytes("signature", receipt.signature.bytes).to_text();
}

Receipt read_receipt(JsonReader& json) {
    const Hash letter = read_hash(json, "letter");
    const PublicKey to = read_address(json, "to");
    const bool opened = json.integer("opened", 1) == 1;
    return {letter, to, opened, read_bytes<Signature>(json, "signature")};
}
// #endregion receipt

}  // namespace stage
