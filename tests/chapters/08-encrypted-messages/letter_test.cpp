#include "lab/crafted.hpp"
#include "letter_kit.hpp"

using namespace kit;
using stage::open;

TEST_CASE("whoever has the secret half of the card reads the letter, and nobody else", "[08]") {
    const Letter letter = letter_to("ben");
    const auto inside = open(letter, secret_of("ben"), network(), now);
    REQUIRE(inside);
    CHECK(inside->text == "number 1");
    CHECK(inside->from == address_of("ann"));
    CHECK(inside->sent == now);
    CHECK(reason(open(letter, secret_of("carol"), network(), now)) == MailError::NotSealed);
    CHECK(reason(open(letter, secret_of("ben"), other_network(), now)) == MailError::NotSealed);
}

TEST_CASE("a letter of which anything was altered does not open", "[08]") {
    const Letter letter = letter_to("ben");
    const auto refuses = [](const Letter& altered) {
        return reason(open(altered, secret_of("ben"), network(), now)) == MailError::NotSealed;
    };
    Letter altered = letter;
    altered.sealed[100] ^= 1;
    CHECK(refuses(altered));
    altered = letter;
    altered.sealed.back() ^= 0x80;
    CHECK(refuses(altered));
    altered = letter;
    altered.until += 1s;
    CHECK(refuses(altered));
    altered = letter;
    altered.to = address_of("carol");
    CHECK(refuses(altered));
    altered = letter;
    altered.card = Sequence{2};
    CHECK(refuses(altered));
    altered = letter;
    altered.key = public_half(secret_of("mallory"));
    CHECK(refuses(altered));
    altered = letter;
    altered.key = {};
    CHECK(reason(open(altered, secret_of("ben"), network(), now)) == MailError::BadKey);
}

TEST_CASE("a letter cannot be passed on as if it had been written to somebody else", "[08]") {
    const Letter letter = letter_to("mallory");
    const auto inside = open(letter, secret_of("mallory"), network(), now).value();
    const auto fresh = secret_of("mallory's own");
    const Letter forwarded =
        lab::seal_again(inside, card_of("ben"), letter.until, fresh, network());
    CHECK(reason(open(forwarded, secret_of("ben"), network(), now)) == MailError::BadSignature);

    SECTION("nor to himself with another fresh key, or for longer") {
        const Letter again =
            lab::seal_again(inside, card_of("mallory"), letter.until, fresh, network());
        CHECK(reason(open(again, secret_of("mallory"), network(), now)) == MailError::BadSignature);
        const Letter longer = lab::seal_again(inside, card_of("mallory"), letter.until + 1s,
                                              secret_of("letter 1"), network());
        CHECK(reason(open(longer, secret_of("mallory"), network(), now)) ==
              MailError::BadSignature);
    }
    SECTION("what is sealed anew as it was is the same letter") {
        const Letter same = lab::seal_again(inside, card_of("mallory"), letter.until,
                                            secret_of("letter 1"), network());
        CHECK(id(same) == id(letter));
    }
}

TEST_CASE("a letter is read up to its end, and also by one whose clock is late", "[08]") {
    const Letter letter = letter_to("ben");
    CHECK(open(letter, secret_of("ben"), network(), letter.until));
    CHECK(reason(open(letter, secret_of("ben"), network(), letter.until + 1s)) == MailError::Over);
    CHECK(open(letter, secret_of("ben"), network(), now - 24h));
    const auto sealed = [](Time until) {
        return seal({"x", now, until}, card_of("ben"), key_of("ann"), secret_of("x"), network());
    };
    CHECK(sealed(now + longest_held));
    CHECK(reason(sealed(now + longest_held + 1s)) == MailError::BadTimes);
    CHECK(reason(sealed(now - 1s)) == MailError::BadTimes);
}

TEST_CASE("texts of many lengths have few sizes when they are sealed", "[08]") {
    const auto size_of = [](std::size_t length) {
        const Draft draft{std::string(length, 'x'), now, now + 1h};
        const auto letter =
            seal(draft, card_of("ben"), key_of("ann"), secret_of("fresh"), network());
        return letter ? letter->sealed.size() : 0;
    };
    CHECK(size_of(1) == 528);
    CHECK(size_of(200) == 528);
    CHECK(size_of(400) == 1'040);
    CHECK(size_of(1'500) == 2'064);
    CHECK(size_of(longest_text) == 4'112);
    CHECK(size_of(longest_text + 1) == 0);
    CHECK(size_of(0) == 0);
}

TEST_CASE("what is padded comes out as it went in, and nothing else does", "[08]") {
    for (const std::size_t length : {0U, 1U, 509U, 510U, 511U, 1'022U, 4'094U}) {
        const std::string text(length, 'y');
        CHECK(unpad(pad(text).value()).value() == text);
    }
    CHECK(reason(pad(std::string(4'095, 'y'))) == MailError::TooLong);
    std::string padded = pad("yes").value();
    CHECK(padded.size() == 512);
    CHECK(reason(unpad("")) == MailError::Malformed);
    CHECK(reason(unpad(padded.substr(1))) == MailError::Malformed);
    CHECK(reason(unpad(pad("yes").value() + std::string(512, '\0'))) == MailError::Malformed);
    padded.back() = 'x';
    CHECK(reason(unpad(padded)) == MailError::Malformed);
    padded = pad("yes").value();
    padded[0] = '\x7f';  // longer than all of it
    CHECK(reason(unpad(padded)) == MailError::Malformed);
}

TEST_CASE("a receipt is its recipient's word about one letter", "[08]") {
    const Receipt receipt = receipt_for(letter_to("ben"));
    CHECK(check(receipt, network()));
    CHECK(reason(check(receipt, other_network())) == MailError::BadSignature);
    Receipt altered = receipt;
    altered.opened = false;
    CHECK(reason(check(altered, network())) == MailError::BadSignature);
    altered = receipt;
    altered.letter = id(letter_to("ben", 2));
    CHECK(reason(check(altered, network())) == MailError::BadSignature);
}
