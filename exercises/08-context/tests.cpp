#include "bound.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/hex.hpp"
#include "catch.hpp"
#include "crypto/aead.hpp"
#include "crypto/hkdf.hpp"

using exercise::AgreementKey;
using exercise::Bytes;
using exercise::Envelope;
using exercise::Hash;
using exercise::Inside;
using sbc::crypto::AgreementSecret;
using sbc::crypto::SigningKey;

namespace {

Hash hash(const std::string& name) { return sbc::crypto::hash256(sbc::as_bytes(name)); }
const Hash classroom = hash("classroom");
const Hash at_home = hash("at home");

// Everybody's keys, made of their names, so that they are the same each time.
SigningKey owner(const std::string& name) {
    return SigningKey{SigningKey::Seed{hash("address of " + name).bytes}};
}
const SigningKey& alice() {
    static const SigningKey key = owner("alice");
    return key;
}
const sbc::crypto::PublicKey bob = owner("bob").public_key();
const sbc::crypto::PublicKey carol = owner("carol").public_key();
const sbc::crypto::PublicKey mallory = owner("mallory").public_key();
AgreementSecret secret(const std::string& name) {
    return AgreementSecret{hash("secret of " + name).bytes};
}
const AgreementKey cards_key = public_half(secret("bob's card"));

// All that a letter's key may depend on.
struct Bound {
    Envelope envelope{bob, 1, public_half(secret("this letter")), 1'700'000'000};
    AgreementKey of_card = cards_key;
    Hash network = classroom;
};
Inside said() { return {alice().public_key(), 1'699'900'000, "tomorrow at eight"}; }

sbc::crypto::AeadKey key_of(const AgreementSecret& mine, const AgreementKey& theirs,
                            const Bound& bound) {
    const auto shared = agree(mine, theirs);
    const Bytes context = exercise::key_context(bound.envelope, bound.of_card, bound.network);
    return sbc::crypto::hkdf_sha256(shared.value().reveal(), {}, context);
}
// Alice seals a letter, somebody changes something, and bob opens it: whether he can.
template <class Change>
bool opens_after(Change change) {
    const auto key = key_of(secret("this letter"), cards_key, Bound{});
    const Bytes sealed = sbc::crypto::seal(key, {}, {}, sbc::as_bytes("tomorrow at eight"));
    Bound changed;
    change(changed);
    const auto bobs = key_of(secret("bob's card"), changed.envelope.key, changed);
    return sbc::crypto::open(bobs, {}, {}, sealed).has_value();
}
// Alice signs, somebody changes something: whether her signature holds for it as well.
template <class Change>
bool holds_after(Change change) {
    const Bound bound;
    const auto signature = alice().sign(signed_part(bound.envelope, said(), bound.network));
    Bound changed;
    Inside inside = said();
    change(changed, inside);
    return verify(alice().public_key(), signed_part(changed.envelope, inside, changed.network),
                  signature);
}

// Bytes as a person can read them: letters as they are, known bytes by their names.
std::string shown(const Bytes& bytes) {
    std::string text{sbc::as_text(bytes)};
    const auto name = [&](const auto& known, const std::string& its_name) {
        const auto at = text.find(sbc::as_text(known.bytes));
        if (at != std::string::npos) text.replace(at, known.bytes.size(), its_name);
    };
    name(classroom, "<classroom>");
    name(at_home, "<at home>");
    name(cards_key, "<card's key>");
    std::string readable;
    for (const char c : text) {
        const bool is_letter = c >= 0x20 && c < 0x7f;
        readable += is_letter ? std::string(1, c)
                              : "<" + sbc::to_hex(sbc::as_bytes(std::string(1, c))) + ">";
    }
    return readable.empty() ? "nothing" : readable;
}
std::string context_shown() {
    const Bound bound;
    return shown(exercise::key_context(bound.envelope, bound.of_card, bound.network));
}
std::string part_shown() { return shown(signed_part(Bound{}.envelope, said(), classroom)); }

// X25519 reads 255 bits of a key's 256.
AgreementKey spelled_otherwise(AgreementKey key) {
    key.bytes[31] ^= 0x80;
    return key;
}

// The attacks. Each is true if it succeeds.
bool carried_over() {
    return opens_after([](Bound& bound) { bound.network = at_home; });
}
bool readdressed() {
    return opens_after([](Bound& bound) { bound.envelope.to = mallory; });
}
bool renumbered() {
    return opens_after([](Bound& bound) { bound.envelope.card = 2; });
}
bool held_longer() {
    return opens_after([](Bound& bound) { ++bound.envelope.until; });
}
bool key_respelled() {
    return opens_after(
        [](Bound& bound) { bound.envelope.key = spelled_otherwise(bound.envelope.key); });
}
bool cards_key_respelled() {
    return opens_after([](Bound& bound) { bound.of_card = spelled_otherwise(bound.of_card); });
}
bool digits_shifted() {
    return opens_after([](Bound& bound) {
        bound.envelope.card = 11;
        bound.envelope.until = 700'000'000;
    });
}
bool forwarded() {
    return holds_after([](Bound& bound, Inside&) { bound.envelope.to = carol; });
}
bool rewritten() {
    return holds_after([](Bound&, Inside& inside) { inside.text = "I owe you 1,000"; });
}
bool dated_otherwise() {
    return holds_after([](Bound&, Inside& inside) { inside.sent += 86'400; });
}
bool sealed_anew() {
    return holds_after([](Bound& bound, Inside&) {
        bound.envelope.key = public_half(secret("a letter of bob's own"));
    });
}
bool for_another_card() {
    return holds_after([](Bound& bound, Inside&) { bound.envelope.card = 2; });
}
bool signed_until_later() {
    return holds_after([](Bound& bound, Inside&) { ++bound.envelope.until; });
}
bool signed_elsewhere() {
    return holds_after([](Bound& bound, Inside&) { bound.network = at_home; });
}
bool something_succeeds() {
    return carried_over() || readdressed() || renumbered() || held_longer() || key_respelled() ||
           cards_key_respelled() || digits_shifted() || forwarded() || rewritten() ||
           dated_otherwise() || sealed_anew() || for_another_card() || signed_until_later() ||
           signed_elsewhere();
}

}  // namespace

TEST_CASE("what nobody has changed opens") {
    const bool opens = opens_after([](Bound&) {});
    INFO("the context of the key: you gave " << context_shown());
    INFO(
        "both compute it, and it has to be the same at both: it depends on what it is given alone");
    CHECK(opens);
}

TEST_CASE("a letter of one network does not open in another") {
    const bool opens = carried_over();
    INFO("the context of the key: you gave " << context_shown());
    INFO(
        "alice has written it in the classroom. Bob has the same keys at home; eve carries it "
        "over");
    INFO(
        "to that network, and there it opens as a letter that was never sent there. The network's");
    INFO("id is a part of every context");
    CHECK_FALSE(opens);
}

TEST_CASE("a letter to mallory does not open as one to bob") {
    const bool opens = readdressed();
    INFO("the context of the key: you gave " << context_shown());
    INFO(
        "mallory signs his card himself, and he may copy bob's key onto it. He could not read "
        "what");
    INFO("is written to him then, but he can write bob's address on the envelope and pass it on:");
    INFO("bob opens what was meant for mallory. For whom it is, is a part of the context");
    CHECK_FALSE(opens);
}

TEST_CASE("which card it is for cannot be changed") {
    const bool opens = renumbered();
    INFO("the context of the key: you gave " << context_shown());
    INFO(
        "for card 1, says the envelope. Bob has renewed his card and kept the key: eve writes a 2");
    INFO("there, and it opens. A letter is known by the hash of all that is visible, so another");
    INFO("number is another id: bob does not know it and takes the letter a second time");
    CHECK_FALSE(opens);
}

TEST_CASE("until when it is held cannot be changed") {
    const bool opens = held_longer();
    INFO("the context of the key: you gave " << context_shown());
    INFO(
        "eve adds a second to `until`. That is another id, and bob remembers ids: one second "
        "later,");
    INFO("and it is taken once more. And with a year instead of a second it is held for a year");
    CHECK_FALSE(opens);
}

TEST_CASE("the letter's key has one spelling") {
    const bool opens = key_respelled();
    INFO("the context of the key: you gave " << context_shown());
    INFO("the secret is computed from this key, so is it not bound to it already? No: X25519 does");
    INFO("not look at the highest bit of a key (RFC 7748). Eve turns that bit over: the same");
    INFO("secret, and another id. Its bytes, as they came, are a part of the context");
    CHECK_FALSE(opens);
}

TEST_CASE("the card's key is part of it") {
    const bool opens = cards_key_respelled();
    INFO("the context of the key: you gave " << context_shown());
    INFO(
        "in X25519 several keys lead to the same secret; two that differ in their highest bit do.");
    INFO("A letter that was sealed for one of them must not open for the other: whoever has made");
    INFO("the other one has not made this card. RFC 7748 tells us to put both keys into it");
    CHECK_FALSE(opens);
}

TEST_CASE("where one number ends and the next begins is clear") {
    if (renumbered() || held_longer()) return;  // other tests tell
    const bool opens = digits_shifted();
    INFO("the context of the key: you gave " << context_shown());
    INFO(
        "card 1, until 1700000000; and card 11, until 700000000: both are the digits 11700000000.");
    INFO(
        "Eve shifts the border, and bob throws away as too old what she could not open. Every "
        "field");
    INFO("has a name and an end: that is what the canonical object is for");
    CHECK_FALSE(opens);
}

TEST_CASE("bob cannot forward it as if it had been written to carol") {
    const bool holds = forwarded();
    INFO("what is signed: you gave " << part_shown());
    INFO(
        "bob opens \"tomorrow at eight\", takes it with its signature, and seals it for carol. "
        "She");
    INFO("finds alice's word, and it holds; nobody has lied but bob, and carol waits at eight.");
    INFO("To whom she writes is a part of what she signs");
    CHECK_FALSE(holds);
}

TEST_CASE("bob cannot change her words") {
    const bool holds = rewritten();
    INFO("what is signed: you gave " << part_shown());
    INFO(
        "bob can compute the key of the seal as well as alice can, so a seal does not say who has");
    INFO("written something. Her signature does, if the text is under it");
    CHECK_FALSE(holds);
}

TEST_CASE("bob cannot say that it was written on another day") {
    const bool holds = dated_otherwise();
    INFO("what is signed: you gave " << part_shown());
    INFO(
        "\"tomorrow at eight\": the day decides what tomorrow is. Bob knows the key of the seal "
        "and");
    INFO("can put another `sent` beside her words; under her signature he cannot");
    CHECK_FALSE(holds);
}

TEST_CASE("what has been opened cannot be sealed anew") {
    const bool holds = sealed_anew();
    INFO("what is signed: you gave " << part_shown());
    INFO(
        "whoever has opened it once, with a card's secret half that was stolen perhaps, seals the");
    INFO("same words again with a key of his own. That is another letter with another id, and");
    INFO("alice's signature holds in it. So she signs the key that is in this letter alone");
    CHECK_FALSE(holds);
}

TEST_CASE("for which card she has written is signed") {
    const bool holds = for_another_card();
    INFO("what is signed: you gave " << part_shown());
    INFO("alice has written for card 1. If she has not signed that, nobody can tell afterwards");
    INFO("whether she wrote for it or for card 2, the card that a thief has made with bob's key");
    CHECK_FALSE(holds);
}

TEST_CASE("network and time are signed as well") {
    const bool later = signed_until_later();
    const bool elsewhere = signed_elsewhere();
    INFO("what is signed: you gave " << part_shown());
    INFO(
        "what the key is bound to binds those who cannot open it. Bob can, and so all of it "
        "stands");
    INFO("under the signature once more");
    CHECK_FALSE(later);
    CHECK_FALSE(elsewhere);
}

TEST_CASE("with all this in place the bytes are those of section 25") {
    if (something_succeeds()) return;  // other tests tell
    const std::string to = sbc::crypto::to_address(bob);
    const std::string key = sbc::to_hex(Bound{}.envelope.key.bytes);
    const std::string context = "SimpleBitcoin/seal/1<00><classroom>{\"card\":1,\"key\":\"" + key +
                                R"(","kind":"letter","to":")" + to +
                                "\",\"until\":1700000000}<card's key>";
    const std::string part = "SimpleBitcoin/letter/1<00><classroom>{\"card\":1,\"from\":\"" +
                             sbc::crypto::to_address(alice().public_key()) + R"(","key":")" + key +
                             R"(","sent":1699900000,"text":"tomorrow at eight","to":")" + to +
                             "\",\"until\":1700000000}";
    INFO("nobody can change anything. But a program that somebody else has written opens your");
    INFO(
        "letters only if it computes the same bytes (docs/protocol.md, section 25). The 32 bytes "
        "of");
    INFO("the card's key stand there as they are, behind the text");
    INFO("expected context: " << context);
    INFO("you gave:         " << context_shown());
    INFO("expected to be signed: " << part);
    INFO("you gave:              " << part_shown());
    CHECK(context_shown() == context);
    CHECK(part_shown() == part);
}
