// Contact cards: whom one believes, and what makes a card worthless.
#include "message/card.hpp"

#include "letter_scene.hpp"

using namespace letters;

TEST_CASE("a card that its owner has signed is believed", "[message]") {
    CHECK(why_not(check(card_of("bob"), network())).empty());
    // The stamp is another matter.
    Card stamped = card_of("bob");
    stamped.stamp = {.time = now, .nonce = sbc::chain::Nonce{7}};
    CHECK(why_not(check(stamped, network())).empty());
    CHECK(id_of(stamped, network()) == id_of(card_of("bob"), network()));
}

TEST_CASE("a card of which anything was altered is not believed", "[message]") {
    Card card = card_of("bob");
    SECTION("its owner") { card.address = key_of("mallory").public_key(); }
    SECTION("its sequence") { card.sequence = Sequence{2}; }
    SECTION("its key") { card.key = sbc::crypto::public_half(secret_of("mallory")); }
    SECTION("a bit of its key that X25519 ignores") { card.key.bytes[31] ^= 0x80; }
    SECTION("when it begins") { card.from += 1s; }
    SECTION("when it ends") { card.until += 1s; }
    SECTION("its signature") { card.signature.bytes[5] ^= 1; }
    SECTION("its signature is missing") { card.signature = {}; }
    SECTION("somebody else has signed it") { sign(card, network(), key_of("mallory")); }
    SECTION("for another network") { sign(card, network("elsewhere"), key_of("bob")); }
    CHECK(why_not(check(card, network())) == "signature");
}

TEST_CASE("a card of one network is none in another", "[message]") {
    CHECK(why_not(check(card_of("bob"), network("elsewhere"))) == "signature");
    CHECK(id_of(card_of("bob"), network()) != id_of(card_of("bob"), network("elsewhere")));
}

TEST_CASE("a card with a key of small order is refused, though its owner has signed it",
          "[message]") {
    for (const AgreementKey& key : keys_of_small_order()) {
        Card card = card_of("bob");
        card.key = key;
        sign(card, network(), key_of("bob"));
        CAPTURE(sbc::to_hex(key.bytes));
        CHECK(why_not(check(card, network())) == "key");
    }
}

TEST_CASE("a card lasts a second at least and 90 days at most, in the time of headers",
          "[message]") {
    const auto verdict = [](Time from, Time until) {
        Card card = card_of("bob");
        card.from = from;
        card.until = until;
        sign(card, network(), key_of("bob"));
        return why_not(check(card, network()));
    };
    CHECK(verdict(now, now).empty());
    CHECK(verdict(now, now - 1s) == "times");
    CHECK(verdict(now, now + longest_card).empty());
    CHECK(verdict(now, now + longest_card + 1s) == "times");
    CHECK(verdict(Time{}, Time{}).empty());
    CHECK(verdict(Time{} - 1s, Time{}) == "times");
    CHECK(verdict(sbc::chain::last_time, sbc::chain::last_time).empty());
    CHECK(verdict(sbc::chain::last_time, sbc::chain::last_time + 1s) == "times");
}

TEST_CASE("cards are counted from 1 up to what JSON can say", "[message]") {
    const auto verdict = [](std::uint64_t sequence) {
        return why_not(check(card_of("bob", sequence), network()));
    };
    CHECK(verdict(1).empty());
    CHECK(verdict((std::uint64_t{1} << 53) - 1).empty());
    CHECK(verdict(0) == "malformed");
}

TEST_CASE("two cards have one id only where all that is signed is the same", "[message]") {
    const Hash id = id_of(card_of("bob"), network());
    Card other = card_of("bob");
    other.signature.bytes[0] ^= 1;
    CHECK(id_of(other, network()) == id);
    other.until += 1s;
    CHECK(id_of(other, network()) != id);
    CHECK(id_of(card_of("bob", 2), network()) != id);
    CHECK(id_of(card_of("carol"), network()) != id);
}
