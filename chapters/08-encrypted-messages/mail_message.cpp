#include "mail_message.hpp"

#include <map>

#include "crypto/address.hpp"
#include "p2p/carried.hpp"

namespace stage {

// #region encode
using sbc::JsonReader;
using sbc::JsonWriter;

static JsonWriter about(const char* kind, const PublicKey& address) {
    return JsonWriter{}.text("kind", kind).text("address", sbc::crypto::to_address(address));
}
static std::string encode(const Knock& m) { return about("knock", m.address).to_text(); }
static std::string encode(const Find& m) { return about("find", m.address).to_text(); }
static std::string encode(const Nobody& m) { return about("nobody", m.address).to_text(); }
static std::string encode(const Ask& m) {
    return about("ask", m.address).bytes("challenge", m.challenge.bytes).to_text();
}
static std::string encode(const Claim& m) {
    return about("claim", m.address).bytes("signature", m.signature.bytes).to_text();
}
static std::string encode(const Welcome& m) {
    return about("welcome", m.address).integer("letters", m.letters).to_text();
}
static std::string encode(const Held& m) {
    return JsonWriter{}.text("kind", "held").text("item", to_text(m.item)).to_text();
}
static std::string encode(const Refused& m) {
    JsonWriter json;
    json.text("kind", "refused").text("item", to_text(m.item));
    return json.text("why", m.why).to_text();
}

std::string encode(const MailMessage& message) {
    return std::visit([](const auto& one) { return encode(one); }, message);
}
// #endregion encode

// #region decode
static MailMessage read(JsonReader& json) {
    const std::string kind = json.text("kind", 16);
    if (kind == "card") return read_card(json);
    if (kind == "letter") return read_letter(json);
    if (kind == "receipt") return read_receipt(json);
    if (kind == "held") return Held{read_hash(json, "item")};
    if (kind == "refused") return Refused{read_hash(json, "item"), json.text("why", 16)};
    const PublicKey address = read_address(json, "address");
    if (kind == "ask") return Ask{address, read_bytes<Challenge>(json, "challenge")};
    if (kind == "claim") return Claim{address, read_bytes<Signature>(json, "signature")};
    if (kind == "welcome") return Welcome{address, json.integer("letters", 1'000'000)};
    if (kind == "knock") return Knock{address};
    if (kind == "find") return Find{address};
    if (kind != "nobody") json.fault(sbc::JsonError::OutOfRange, "no such kind of message");
    return Nobody{address};
}

sbc::Result<MailMessage, MailError> decode(std::string_view body) {
    auto json = JsonReader::parse(body, {sbc::p2p::longest_direct, 1, true});
    if (!json) return sbc::refuse(MailError::Malformed, json.error().text);
    MailMessage message = read(*json);
    const auto all = json->finish();
    if (!all) return sbc::refuse(MailError::Malformed, all.error().text);
    if (encode(message) != body) {  // an address in capitals, say
        return sbc::refuse(MailError::Malformed, "a message has one spelling, and this is another");
    }
    return message;
}
// #endregion decode

// #region claim
std::string name_of(MailError why) {
    static const std::map<MailError, std::string> names{{MailError::BadTimes, "times"},
                                                        {MailError::BadKey, "key"},
                                                        {MailError::BadSignature, "signature"},
                                                        {MailError::BadStamp, "stamp"},
                                                        {MailError::NotYet, "early"},
                                                        {MailError::Over, "over"},
                                                        {MailError::Older, "older"},
                                                        {MailError::MailboxFull, "full"},
                                                        {MailError::NoRoom, "room"}};
    const auto name = names.find(why);
    return name == names.end() ? "malformed" : name->second;
}

Bytes claim_part(const PublicKey& address, const Challenge& challenge, const Hash& network) {
    JsonWriter json;
    json.text("address", sbc::crypto::to_address(address));
    return context("mailbox", network, json.bytes("challenge", challenge.bytes));
}
// #endregion claim

}  // namespace stage
