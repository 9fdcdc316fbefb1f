#pragma once

#include <string>

#include "base/time.hpp"
#include "catch.hpp"
#include "chain/network.hpp"
#include "letter.hpp"
#include "mail_message.hpp"

template <>
struct Catch::StringMaker<sbc::crypto::Hash> {
    static std::string convert(const sbc::crypto::Hash& hash) { return sbc::crypto::to_text(hash); }
};

// People with keys and cards, in a network in which every second hash is a stamp.
namespace kit {

using namespace std::chrono_literals;
using namespace stage;
using Days = std::chrono::days;

inline const Time now{std::chrono::sys_days{std::chrono::year{2026} / 3 / 14} + 12h};
inline const sbc::Instant start{1h};
constexpr sbc::chain::Bits nearly_free{0x207fffff};

inline const Hash& network() {
    static const Hash id = hash_of(sbc::chain::genesis(sbc::chain::Network{}).header);
    return id;
}
inline const Hash& other_network() {
    static const Hash id = hash_of(sbc::chain::genesis({.name = "other"}).header);
    return id;
}
inline Hash hash_of_text(const std::string& text) {
    return sbc::crypto::hash256(sbc::as_bytes(text));
}
inline SigningKey key_of(const std::string& name) {
    return SigningKey{SigningKey::Seed{hash_of_text("key of " + name).bytes}};
}
inline PublicKey address_of(const std::string& name) { return key_of(name).public_key(); }
inline AgreementSecret secret_of(const std::string& name) {
    return AgreementSecret{hash_of_text("card of " + name).bytes};
}
template <class Item>
Item stamped(Item item, Time when = now) {
    item.stamp = pay(id_of(item, network()), network(), nearly_free, when);
    return item;
}
inline Card card_of(const std::string& name, Sequence sequence = Sequence{1}) {
    const std::string which = sequence == Sequence{1} ? "" : std::to_string(sequence.value());
    Card card{address_of(name),
              sequence,
              public_half(secret_of(name + which)),
              now - 1h,
              now + Days{30},
              {},
              {}};
    sign(card, network(), key_of(name));
    return stamped(card);
}
// From ann; each number is another letter.
inline Letter letter_to(const std::string& name, int number = 1, std::chrono::seconds held = 48h) {
    const auto fresh = secret_of("letter " + std::to_string(number));
    const Draft draft{"number " + std::to_string(number), now, now + held};
    return stamped(seal(draft, card_of(name), key_of("ann"), fresh, network()).value());
}
inline Hash id(const Letter& letter) { return id_of(letter, network()); }
inline Receipt receipt_for(const Letter& letter, const std::string& by = "ben") {
    Receipt receipt{id(letter), address_of(by), true, {}};
    sign(receipt, network(), key_of(by));
    return receipt;
}
// Why it was not taken; for CHECK.
template <class T>
MailError reason(const sbc::Result<T, MailError>& result) {
    REQUIRE_FALSE(result);
    return result.error().reason;
}

}  // namespace kit
