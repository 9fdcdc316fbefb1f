// Alice writes to Bob; Carol and Mallory would like to read it as well.
#pragma once

#include <algorithm>
#include <string>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "catch.hpp"
#include "crypto/address.hpp"
#include "message/letter.hpp"

namespace letters {

using namespace sbc::message;
using namespace std::chrono_literals;
using sbc::Bytes;
using sbc::crypto::AgreementKey;
using sbc::crypto::AgreementSecret;
using sbc::crypto::SigningKey;

inline std::array<std::uint8_t, 32> bytes_of(const std::string& name) {
    return sbc::crypto::hash256(sbc::as_bytes(name)).bytes;
}
inline SigningKey key_of(const std::string& name) {
    return SigningKey{SigningKey::Seed{bytes_of("key of " + name)}};
}
inline AgreementSecret secret_of(const std::string& name) {
    return AgreementSecret{bytes_of("secret of " + name)};
}
inline Hash network(const std::string& name = "letters") { return {bytes_of(name)}; }

inline constexpr Time now{1'800'000'000s};

inline Card card_of(const std::string& name, std::uint64_t sequence = 1) {
    Card card{.address = key_of(name).public_key(),
              .sequence = Sequence{sequence},
              .key = sbc::crypto::public_half(secret_of(name)),
              .from = now,
              .until = now + 720h};
    sign(card, network(), key_of(name));
    return card;
}

inline Draft draft_of(std::string text = "Meet me at the lake.") {
    return {.text = std::move(text), .sent = now, .until = now + 48h};
}
inline Letter letter_to(const std::string& to, const Draft& draft = draft_of(),
                        const std::string& from = "alice") {
    auto letter = seal(draft, card_of(to), key_of(from), secret_of("this letter"), network());
    REQUIRE(letter);
    return *letter;
}

// Why it failed, in one word; "" where it did not. Each refusal says what to do.
template <class T>
std::string why_not(const sbc::Result<T, MailError>& result) {
    if (result) return "";
    CHECK(result.error().text.size() > 20);
    return std::string{name_of(result.error().reason)};
}

inline std::string opened_by(const std::string& name, const Letter& letter,
                             const Hash& where = network()) {
    return why_not(open(letter, secret_of(name), where));
}

// A letter with this inside, as somebody would make it who does not keep to the rules.
inline Letter with_inside(const std::string& padded, Letter letter = letter_to("bob")) {
    const Card bob = card_of("bob");
    const auto key =
        letter_key(secret_of("this letter"), bob.key, bob.key, letter, network()).value();
    letter.sealed = sbc::crypto::seal(key, {}, {}, sbc::as_bytes(padded));
    return letter;
}
inline std::string padded(const std::string& inside) {
    return std::string{pad(inside).value().reveal()};
}
inline std::string inside_of(const std::string& from, const std::string& text,
                             const Letter& letter = letter_to("bob")) {
    const SigningKey key = key_of(from);
    Opened opened{.from = key.public_key(), .sent = now, .text = text};
    opened.signature = key.sign(signed_part(letter, opened, network()));
    return sbc::JsonWriter{}
        .text("from", sbc::crypto::to_address(opened.from))
        .integer("sent", 1'800'000'000)
        .bytes("signature", opened.signature.bytes)
        .text("text", opened.text)
        .to_text();
}
inline std::string replaced(std::string text, const std::string& part, const std::string& instead) {
    const std::size_t found = text.find(part);
    INFO(text << " has no " << part);
    REQUIRE(found != std::string::npos);
    return text.replace(found, part.size(), instead);
}

// Keys that agree on zero with everybody: numbers of small order, also beyond the field, and with
// the bit that X25519 ignores.
inline std::vector<AgreementKey> keys_of_small_order() {
    std::vector<AgreementKey> keys;
    for (const std::string& hex :
         {std::string(64, '0'), "01" + std::string(62, '0'), "01" + std::string(60, '0') + "80",
          std::string{"e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"},
          std::string{"5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"},
          std::string{"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
          std::string{"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"},
          std::string{"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}}) {
        const Bytes bytes = sbc::from_hex(hex).value();
        std::copy(bytes.begin(), bytes.end(), keys.emplace_back().bytes.begin());
    }
    return keys;
}

}  // namespace letters
