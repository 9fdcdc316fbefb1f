#include "message/spelling.hpp"

#include "base/hex.hpp"
#include "chain/header.hpp"
#include "crypto/address.hpp"

namespace sbc::message {

std::uint64_t seconds_of(Time time) {
    return static_cast<std::uint64_t>(
        (chain::time_fits(time) ? time : chain::last_time).time_since_epoch().count());
}

bool is_sequence(Sequence sequence) {
    return sequence.value() >= 1 && sequence.value() <= json_max_integer;
}

bool in_order(Time from, Time until, std::chrono::seconds longest) {
    return chain::time_fits(from) && chain::time_fits(until) && from <= until &&
           until - from <= longest;
}

JsonWriter said(const Card& card) {
    JsonWriter json;
    json.text("kind", "card").text("address", crypto::to_address(card.address));
    json.integer("sequence", card.sequence.value()).bytes("key", card.key.bytes);
    json.integer("from", seconds_of(card.from)).integer("until", seconds_of(card.until));
    return json;
}

std::string spelled(const Letter& letter, Shown shown) {
    std::string text;
    text.reserve(400 + 2 * letter.sealed.size());
    text += R"({"card":)" + std::to_string(letter.card.value());
    text += R"(,"key":")" + to_hex(letter.key.bytes) + R"(","kind":"letter")";
    if (shown == Shown::Stamped) {
        text += R"(,"nonce":)" + std::to_string(letter.stamp.nonce.value());
    }
    if (shown != Shown::Bound) text += R"(,"sealed":")" + to_hex(letter.sealed) + '"';
    if (shown == Shown::Stamped) {
        text += R"(,"time":)" + std::to_string(seconds_of(letter.stamp.time));
    }
    text += R"(,"to":")" + crypto::to_address(letter.to);
    return text += R"(","until":)" + std::to_string(seconds_of(letter.until)) + '}';
}

JsonWriter said(const Receipt& receipt) {
    JsonWriter json;
    json.text("kind", "receipt").text("letter", crypto::to_text(receipt.letter));
    json.text("to", crypto::to_address(receipt.to)).integer("opened", receipt.opened ? 1 : 0);
    return json;
}

}  // namespace sbc::message
