// What a desk says of a form, and how it pays.
#include "catch.hpp"
#include "desk_scene.hpp"

namespace {

using namespace sbc::gui;

TEST_CASE("a keystroke neither asks for the history nor copies it", "[desk]") {
    FakeBank bank = FakeBank::open();
    for (int i = 0; i < 10'000; ++i) {
        bank.history.push_back({"tx" + std::to_string(i), EntryKind::Received,
                                EntryState::Confirmed, 1, Points{1}, Points{0}, key_of("me"), "",
                                ""});
    }
    DeskScene scene{bank, with_contacts()};
    const auto before = scene.desk.view();
    const std::size_t asked = scene.bank.history_asked;
    for (const std::string to : {"B", "Be", "Ben"}) {
        const auto view = scene.after(CheckDraft{{++scene.serial, to, "5", "", ""}});
        CHECK(view->history == before->history);
        CHECK(view->draft.serial == scene.serial);
    }
    CHECK(scene.bank.history_asked == asked);
}

TEST_CASE("a good draft says what it costs and what remains", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    SECTION("to a contact, with the usual fee") {
        const DraftCheck check = scene.check("ben", "1,0");
        CHECK_FALSE(check.good());
        const DraftCheck good = scene.check(" ben ", " 10 ");
        CHECK(good.good());
        CHECK(good.address == address_of("ben"));
        CHECK(good.label == "Ben");
        CHECK(good.pays == Points{10});
        CHECK(good.costs == Points{1});
        CHECK(good.remains == Points{89});
        CHECK(good.to.text == address_of("ben").substr(0, 9) + "…" + address_of("ben").substr(55));
    }
    SECTION("to an address, with a fee of one's own and a note") {
        const DraftCheck good = scene.check(address_of("ben"), "１０", "2", "ありがとう");
        CHECK(good.good());
        CHECK(good.to.text == "This is Ben.");
        CHECK(good.address == address_of("ben"));
        CHECK(good.label == "Ben");
        CHECK(scene.check(address_of("carla"), "10").label.empty());
        CHECK(good.costs == Points{2});
        CHECK(good.remains == Points{88});
    }
    SECTION("to an address of one's own only the fee is gone") {
        const DraftCheck good = scene.check(address_of("me"), "10");
        CHECK(good.good());
        CHECK(good.to.text == "This is an address of your own.");
        CHECK(good.label == "Main");
        CHECK(good.remains == Points{99});
    }
    SECTION("the account's own fee, when it asks for more") {
        scene.bank.usual_fee = Points{3};
        CHECK(scene.check("ben", "10").costs == Points{3});
        const DraftCheck less = scene.check("ben", "10", "1");
        CHECK(less.good());
        CHECK_THAT(less.fee.text, ContainsSubstring("Less than the usual 3"));
        CHECK(scene.check("ben", "97").good());
        CHECK_FALSE(scene.check("ben", "98").good());
    }
    CHECK(scene.bank.paid.empty());
}

TEST_CASE("an address with one wrong character is refused, and which one it is", "[desk]") {
    DeskScene scene;
    const std::size_t place = GENERATE(std::size_t{3}, std::size_t{20}, std::size_t{60});
    std::string wrong = address_of("ben");
    wrong[place] = wrong[place] == 'q' ? 'p' : 'q';
    CAPTURE(wrong);
    const DraftCheck check = scene.check("  " + wrong, "5");
    CHECK_FALSE(check.to.good);
    CHECK(check.to.place == place + 2);
    CHECK_THAT(check.to.text, ContainsSubstring(std::to_string(place + 1)));
    wrong[place] = 'b';  // no address has it
    CHECK(scene.check(wrong, "5").to.place == place);
}

TEST_CASE("mistakes in a form are told field by field", "[desk]") {
    struct Mistake {
        Draft draft;
        FieldCheck DraftCheck::*field;
        std::string says;
    };
    const std::string ben = address_of("ben");
    const auto mistake = GENERATE_COPY(
        Mistake{{1, "", "5", "", ""}, &DraftCheck::to, "an address, or the name"},
        Mistake{{1, "Bem", "5", "", ""}, &DraftCheck::to, "called “Bem”"},
        Mistake{{1, ben.substr(0, 60), "5", "", ""}, &DraftCheck::to, "61 characters"},
        Mistake{{1, "bc1" + ben.substr(3), "5", "", ""}, &DraftCheck::to, "begins with sb1"},
        Mistake{{1, "be\x1b[31mn", "5", "", ""}, &DraftCheck::to, "be?[31mn"},
        Mistake{{1, ben, "", "", ""}, &DraftCheck::amount, "how many points"},
        Mistake{{1, ben, "0", "", ""}, &DraftCheck::amount, "at least 1"},
        Mistake{{1, ben, "-5", "", ""}, &DraftCheck::amount, "without the minus"},
        Mistake{{1, ben, "−5", "", ""}, &DraftCheck::amount, "without the minus"},
        Mistake{{1, ben, "five", "", ""}, &DraftCheck::amount, "in digits"},
        Mistake{{1, ben, "5 points", "", ""}, &DraftCheck::amount, "in digits"},
        Mistake{{1, ben, "1.5", "", ""}, &DraftCheck::amount, "no parts of a point"},
        Mistake{{1, ben, "1,5", "", ""}, &DraftCheck::amount, "three digits"},
        Mistake{{1, ben, ",", "", ""}, &DraftCheck::amount, "three digits"},
        Mistake{{1, ben, "0,005", "", ""}, &DraftCheck::amount, "three digits"},
        Mistake{{1, ben, "9007199254740992", "", ""}, &DraftCheck::amount, "never more"},
        Mistake{{1, ben, "99999999999999999999999", "", ""}, &DraftCheck::amount, "never more"},
        Mistake{{1, ben, "9007199254740991", "9007199254740991", ""},
                &DraftCheck::amount,
                "spend 100 points"},
        Mistake{{1, ben, "101", "", ""}, &DraftCheck::amount, "spend 100 points"},
        Mistake{{1, ben, "100", "", ""}, &DraftCheck::amount, "costs 101"},
        Mistake{{1, ben, "98", "3", ""}, &DraftCheck::fee, "costs 101"},
        Mistake{{1, ben, "5", "x", ""}, &DraftCheck::fee, "in digits"},
        Mistake{{1, ben, "5", "50", ""}, &DraftCheck::fee, "looks like a slip"},
        Mistake{{1, ben, "5", "", std::string(281, 'x')}, &DraftCheck::note, "this one has 281"},
        Mistake{{1, ben, "5", "", "\xff"}, &DraftCheck::note, "UTF-8"},
        Mistake{{1, ben, "5", "", "\uFFFD"}, &DraftCheck::note, "could not be read"});
    CAPTURE(mistake.draft.to, mistake.draft.amount, mistake.draft.fee);
    DeskScene scene{FakeBank::open(), with_contacts()};
    const DraftCheck check = scene.after(CheckDraft{mistake.draft})->draft;
    CHECK_FALSE(check.good());
    CHECK_FALSE((check.*mistake.field).good);
    CHECK_THAT((check.*mistake.field).text, ContainsSubstring(mistake.says));

    const auto view = scene.after(Pay{mistake.draft});
    CHECK(scene.bank.paid.empty());
    CHECK(last(view).tone == Tone::Bad);
    CHECK(last(view).text == "Nothing was paid.");
    CHECK_THAT(last(view).advice, ContainsSubstring(mistake.says));
    CHECK(view->paid == 0);
}

TEST_CASE("a place in an amount is the character that is no digit", "[desk]") {
    DeskScene scene;
    CHECK(scene.check("", " 1x0").amount.place == 2);
    CHECK(scene.check("", "1.5").amount.place == 1);
    CHECK_FALSE(scene.check("", "10").amount.place);
}

TEST_CASE("notes of 280 bytes are all right, and fees that are only large are told", "[desk]") {
    DeskScene scene;
    CHECK(scene.check(address_of("ben"), "5", "", std::string(280, 'x')).good());
    const DraftCheck large = scene.check(address_of("ben"), "40", "30");
    CHECK(large.good());
    CHECK_THAT(large.fee.text, ContainsSubstring("Far more than the usual 1"));
}

TEST_CASE("a payment is made once, and told", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    const Draft draft{3, "Ben", "1,0", "", ""};
    CHECK(scene.after(Pay{draft})->paid == 0);

    const Draft good{4, "Ben", "10", "", "thanks"};
    const auto view = scene.after(Pay{good});
    REQUIRE(scene.bank.paid.size() == 1);
    CHECK(scene.bank.paid[0].to == key_of("ben"));
    CHECK(scene.bank.paid[0].amount == Points{10});
    CHECK(scene.bank.paid[0].fee == Points{1});
    CHECK(scene.bank.paid[0].note == "thanks");
    CHECK(view->paid == 4);
    CHECK(view->balance.spendable == Points{89});
    CHECK(view->history->front().label == "Ben");
    CHECK(last(view).tone == Tone::Good);
    CHECK(last(view).text == "10 points to Ben, with a fee of 1: on the way.");

    const auto again = scene.after(Pay{good});
    CHECK(scene.bank.paid.size() == 1);
    CHECK_THAT(last(again).text, ContainsSubstring("already"));
}

TEST_CASE("what the account refuses is told in its words, and the form stays", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    scene.bank.refuses = "another program has spent this coin: try again";
    const auto view = scene.after(Pay{{4, "Ben", "10", "", ""}});
    CHECK(view->paid == 0);
    CHECK(last(view).text == "Nothing was paid.");
    CHECK(last(view).advice == "Another program has spent this coin: try again.");
    CHECK(scene.after(Pay{{4, "Ben", "10", "", ""}})->paid == 4);
}

TEST_CASE("a draft is checked anew when the balance changes", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    CHECK_FALSE(scene.check("Ben", "150").good());
    scene.bank.addresses[0].balance = Points{200};
    const auto view = scene.after(CloseBlock{});
    CHECK(view->draft.good());
    CHECK(view->draft.remains == Points{49});
    CHECK(view->height == 8);
    CHECK(last(view).text == "Block 8 is written.");
}

TEST_CASE("a draft is checked anew when a name is given, or forgotten", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    CHECK_FALSE(scene.check("Carla", "10").good());
    const auto given = scene.after(Rename{address_of("carla"), "Carla"});
    CHECK(given->draft.good());
    CHECK(given->draft.address == address_of("carla"));
    const auto forgotten = scene.after(Rename{address_of("carla"), ""});
    CHECK_FALSE(forgotten->draft.to.good);
}

TEST_CASE("nothing is paid while the keys are locked", "[desk]") {
    DeskScene scene{FakeBank::locked(), with_contacts()};
    const auto view = scene.after(Pay{{1, "Ben", "5", "", ""}});
    CHECK(scene.bank.paid.empty());
    CHECK(last(view).advice == "Open the keys first.");
}

}  // namespace
