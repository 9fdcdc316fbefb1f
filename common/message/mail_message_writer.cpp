#include "crypto/address.hpp"
#include "message/mail_message.hpp"
#include "message/spelling.hpp"

namespace sbc::message {
namespace {

std::string_view name_of(Shelf shelf) { return shelf == Shelf::Cards ? "cards" : "letters"; }

JsonWriter writer(std::string_view kind) {
    JsonWriter json;
    json.text("kind", kind);
    return json;
}
JsonWriter writer(std::string_view kind, const PublicKey& address) {
    JsonWriter json = writer(kind);
    json.text("address", crypto::to_address(address));
    return json;
}
JsonWriter writer(std::string_view kind, Shelf shelf) {
    JsonWriter json = writer(kind);
    json.text("shelf", name_of(shelf));
    return json;
}

std::string text_of(const Card& card) {
    JsonWriter json = said(card);
    json.bytes("signature", card.signature.bytes).integer("nonce", card.stamp.nonce.value());
    return json.integer("time", seconds_of(card.stamp.time)).to_text();
}
std::string text_of(const Letter& letter) { return spelled(letter, Shown::Stamped); }
std::string text_of(const Receipt& receipt) {
    return said(receipt).bytes("signature", receipt.signature.bytes).to_text();
}
std::string text_of(const Knock& knock) { return writer("knock", knock.address).to_text(); }
std::string text_of(const Ask& ask) {
    return writer("ask", ask.address).bytes("challenge", ask.challenge).to_text();
}
std::string text_of(const Claim& claim) {
    return writer("claim", claim.address).bytes("signature", claim.signature.bytes).to_text();
}
std::string text_of(const Welcome& welcome) {
    return writer("welcome", welcome.address).integer("letters", welcome.letters).to_text();
}
std::string text_of(const Find& find) { return writer("find", find.address).to_text(); }
std::string text_of(const Nobody& nobody) { return writer("nobody", nobody.address).to_text(); }
std::string text_of(const Held& held) {
    return writer("held").text("item", crypto::to_text(held.item)).to_text();
}
std::string text_of(const Refused& refused) {
    JsonWriter json = writer("refused");
    json.text("item", crypto::to_text(refused.item)).text("why", message::name_of(refused.why));
    return json.to_text();
}
std::string text_of(const List& list) {
    return writer("list", list.shelf).text("after", list.after).to_text();
}
std::string text_of(const Lies& lies) {
    JsonWriter json = writer("lies", lies.shelf);
    return json.texts("items", lies.items).integer("last", lies.last ? 1 : 0).to_text();
}
std::string text_of(const Want& want) {
    return writer("want", want.shelf).texts("items", want.items).to_text();
}

}  // namespace

std::string encode(const MailMessage& message) {
    return std::visit([](const auto& one) { return text_of(one); }, message);
}

}  // namespace sbc::message
