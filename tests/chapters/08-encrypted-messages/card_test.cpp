#include "letter_kit.hpp"

using namespace kit;

TEST_CASE("a card holds that the owner of its address has signed", "[08]") {
    const Card card = card_of("ben");
    CHECK(check(card, network()));

    SECTION("with another key, time or sequence it holds no longer") {
        Card altered = card;
        altered.key = public_half(secret_of("mallory"));
        CHECK(reason(check(altered, network())) == MailError::BadSignature);
        altered = card;
        altered.until += 1s;
        CHECK(reason(check(altered, network())) == MailError::BadSignature);
        altered = card;
        altered.sequence = Sequence{2};
        CHECK(reason(check(altered, network())) == MailError::BadSignature);
    }
    SECTION("signed by somebody else it does not hold, nor in another network") {
        Card forged = card;
        sign(forged, network(), key_of("mallory"));
        CHECK(reason(check(forged, network())) == MailError::BadSignature);
        CHECK(reason(check(card, other_network())) == MailError::BadSignature);
    }
    SECTION("its stamp is not signed: it is done afterwards") {
        Card other = card;
        other.stamp = {};
        CHECK(check(other, network()));
        CHECK(id_of(other, network()) == id_of(card, network()));
    }
}

TEST_CASE("a card lasts 90 days at most, and has a key that keeps a secret", "[08]") {
    Card card = card_of("ben");
    card.until = card.from + longest_card + 1s;
    sign(card, network(), key_of("ben"));
    CHECK(reason(check(card, network())) == MailError::BadTimes);
    card.until = card.from - 1s;
    sign(card, network(), key_of("ben"));
    CHECK(reason(check(card, network())) == MailError::BadTimes);
    card = card_of("ben");
    card.key = {};  // of small order
    sign(card, network(), key_of("ben"));
    CHECK(reason(check(card, network())) == MailError::BadKey);
}

TEST_CASE("a card is valid from its first to its last second, and clocks differ", "[08]") {
    const Card card = card_of("ben");
    CHECK(check_now(card, card.until));
    CHECK(reason(check_now(card, card.until + 1s)) == MailError::Over);
    CHECK(check_now(card, card.from - clock_error));
    CHECK(reason(check_now(card, card.from - clock_error - 1s)) == MailError::NotYet);
}

TEST_CASE("a stamp is work that was done for one item in one network", "[08]") {
    const Card card = card_of("ben");
    const Hash item = id_of(card, network());
    const sbc::chain::Bits bits{0x1f7fffff};
    const Stamp stamp = pay(item, network(), bits, now);
    CHECK(is_paid(stamp, item, network(), bits));
    CHECK_FALSE(is_paid(stamp, hash_of_text("another item"), network(), bits));
    CHECK_FALSE(is_paid(stamp, item, other_network(), bits));
    CHECK_FALSE(is_paid({stamp.time + 1s, stamp.nonce}, item, network(), bits));
}
