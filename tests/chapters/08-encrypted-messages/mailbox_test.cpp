#include "mailbox.hpp"
#include "letter_kit.hpp"

using namespace kit;

namespace {

MailLimits limits() {
    MailLimits limits;
    limits.stamp = nearly_free;
    return limits;
}

}  // namespace

TEST_CASE("a letter lies there until its recipient has signed that it has come", "[08]") {
    Mailboxes boxes{network(), limits()};
    const Letter letter = letter_to("ben");
    CHECK(boxes.keep(letter, now).value());
    CHECK_FALSE(boxes.keep(letter, now).value());  // it was here
    CHECK(boxes.letters_for(address_of("ben")) == std::set{id(letter)});
    CHECK(boxes.letters_for(address_of("carol")).empty());

    SECTION("nobody else can say so") {
        CHECK(reason(boxes.keep(receipt_for(letter, "mallory"))) == MailError::NotForUs);
        Receipt forged = receipt_for(letter, "mallory");
        forged.to = address_of("ben");
        CHECK(reason(boxes.keep(forged)) == MailError::BadSignature);
        CHECK(boxes.letter(id(letter)) != nullptr);
    }
    SECTION("then it goes, and does not come back from somebody who has not heard") {
        CHECK(boxes.keep(receipt_for(letter)).value());
        CHECK(boxes.letter(id(letter)) == nullptr);
        CHECK(boxes.letters_for(address_of("ben")).empty());
        CHECK_FALSE(boxes.keep(letter, now).value());
        CHECK_FALSE(boxes.keep(receipt_for(letter)).value());
        CHECK(*boxes.receipt(id(letter)) == receipt_for(letter));
        boxes.forget_what_is_over(letter.until + 1s);
        CHECK(boxes.receipt(id(letter)) == nullptr);
        CHECK(reason(boxes.keep(letter, letter.until + 1s)) == MailError::Over);
    }
    SECTION("or until its time is over") {
        boxes.forget_what_is_over(letter.until);
        CHECK(boxes.letter(id(letter)) != nullptr);
        boxes.forget_what_is_over(letter.until + 1s);
        CHECK(boxes.letter(id(letter)) == nullptr);
    }
}

TEST_CASE("a letter without its stamp, or out of its time, is not kept", "[08]") {
    Mailboxes boxes{network(), {}};  // with the usual stamp
    CHECK(reason(boxes.keep(letter_to("ben"), now)) == MailError::BadStamp);
    Mailboxes others{network(), limits()};
    CHECK(reason(others.keep(stamped(letter_to("ben"), now + clock_error + 1s), now)) ==
          MailError::NotYet);
    CHECK(others.keep(stamped(letter_to("ben", 2), now + clock_error), now));
    CHECK(reason(others.keep(stamped(letter_to("ben"), now - longest_held - 1s), now)) ==
          MailError::Over);
    Letter later = letter_to("ben");
    later.until = now + longest_held + clock_error + 1s;
    CHECK(reason(others.keep(stamped(later), now)) == MailError::BadTimes);
}

TEST_CASE("a mailbox has room for so much, and all together for so much more", "[08]") {
    MailLimits few = limits();
    few.letters_each = 2;
    few.bytes = std::size_t{3} * 528;
    Mailboxes boxes{network(), few};
    CHECK(boxes.keep(letter_to("ben", 1), now));
    CHECK(boxes.keep(letter_to("ben", 2), now));
    CHECK(reason(boxes.keep(letter_to("ben", 3), now)) == MailError::MailboxFull);
    CHECK(boxes.keep(letter_to("carol", 4), now));
    CHECK(reason(boxes.keep(letter_to("dave", 5), now)) == MailError::NoRoom);
    CHECK(boxes.keep(receipt_for(letter_to("ben", 1))).value());
    CHECK(boxes.keep(letter_to("ben", 3), now));

    MailLimits small = limits();
    small.bytes_each = 2 * 528 - 1;
    Mailboxes others{network(), small};
    CHECK(others.keep(letter_to("ben", 1), now));
    CHECK(reason(others.keep(letter_to("ben", 2), now)) == MailError::MailboxFull);
}

TEST_CASE("of an address the card with the highest sequence is kept", "[08]") {
    MailLimits few = limits();
    few.cards = 2;
    Mailboxes boxes{network(), few};
    CHECK(boxes.keep(card_of("ben", Sequence{2}), now).value());
    CHECK_FALSE(boxes.keep(card_of("ben", Sequence{2}), now).value());
    CHECK(reason(boxes.keep(card_of("ben", Sequence{1}), now)) == MailError::Older);
    CHECK(boxes.keep(card_of("ben", Sequence{3}), now).value());
    CHECK(boxes.card(address_of("ben"))->sequence == Sequence{3});
    CHECK(boxes.keep(card_of("carol"), now).value());
    CHECK(reason(boxes.keep(card_of("dave"), now)) == MailError::NoRoom);

    Card forged = card_of("ben", Sequence{4});
    forged.key = public_half(secret_of("mallory"));
    CHECK(reason(boxes.keep(stamped(forged), now)) == MailError::BadSignature);
    Card cheap = card_of("ben", Sequence{4});
    cheap.stamp = {};
    cheap.stamp.time = now;
    while (is_paid(cheap.stamp, id_of(cheap, network()), network(), nearly_free)) {
        cheap.stamp.time += 1s;
    }
    CHECK(reason(boxes.keep(cheap, now)) == MailError::BadStamp);
    boxes.forget_what_is_over(now + Days{31});
    CHECK(boxes.card(address_of("ben")) == nullptr);
}
