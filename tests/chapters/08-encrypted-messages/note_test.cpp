#include "engraved.hpp"
#include "letter_kit.hpp"
#include "sealed_note.hpp"

using namespace kit;

TEST_CASE("a sealed note is read by the one who is paid, in this payment only", "[08]") {
    const NotePlace place{address_of("ben"), {hash_of_text("coin"), 1}};
    const AgreementKey card = public_half(secret_of("ben"));
    const auto note = seal_note("under the third pot", place, card, secret_of("x"), network());
    REQUIRE(note);
    CHECK(note->app == "sealed");
    CHECK(note->text.size() == sbc::ledger::longest_note);
    CHECK(open_note(*note, place, secret_of("ben"), network()).value() == "under the third pot");

    CHECK(reason(open_note(*note, place, secret_of("eve"), network())) == MailError::NotSealed);
    CHECK(reason(open_note(*note, place, secret_of("ben"), other_network())) ==
          MailError::NotSealed);
    NotePlace copied = place;
    copied.coin.index = 0;
    CHECK(reason(open_note(*note, copied, secret_of("ben"), network())) == MailError::NotSealed);
    copied = place;
    copied.to = address_of("carol");
    CHECK(reason(open_note(*note, copied, secret_of("ben"), network())) == MailError::NotSealed);

    SECTION("all of them have one length") {
        const auto shortest = seal_note("", place, card, secret_of("y"), network());
        const auto longest =
            seal_note(std::string(90, 'x'), place, card, secret_of("z"), network());
        CHECK(shortest.value().text.size() == longest.value().text.size());
        CHECK(reason(seal_note(std::string(91, 'x'), place, card, secret_of("z"), network())) ==
              MailError::TooLong);
    }
    SECTION("what is none is refused") {
        CHECK(reason(open_note({"memo", note->text}, place, secret_of("ben"), network())) ==
              MailError::Malformed);
        CHECK(reason(open_note({"sealed", "abc"}, place, secret_of("ben"), network())) ==
              MailError::Malformed);
    }
}

TEST_CASE("an engraving is whose who has paid for it alone", "[08]") {
    using sbc::ledger::Amount;
    using sbc::ledger::Output;
    sbc::ledger::Transaction payment;
    payment.note = {"engraved", "ann was here"};
    const Output of_ann{address_of("ann"), Amount{5}};
    const Output of_ben{address_of("ben"), Amount{5}};
    const auto author = [&](const std::vector<Output>& spends) {
        return engraving_in(payment, spends);
    };
    CHECK(author({of_ann, of_ann}) == Engraving{address_of("ann"), "ann was here"});
    CHECK_FALSE(author({of_ann, of_ben}));
    CHECK_FALSE(author({}));  // new points have no owner before
    payment.note->app = "memo";
    CHECK_FALSE(author({of_ann}));
    payment.note = {"engraved", ""};
    CHECK_FALSE(author({of_ann}));
    payment.note.reset();
    CHECK_FALSE(author({of_ann}));
}
