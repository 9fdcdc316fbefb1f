#include "gui/desk.hpp"

#include "catch.hpp"
#include "fake_account.hpp"

namespace {

using namespace sbc::gui;
using sbc::crypto::SecretText;

// A desk over a bank and a drawer that the test looks into.
struct Scene {
    explicit Scene(FakeBank start = FakeBank::open(), Drawer kept = {})
        : bank{std::move(start)},
          drawer{std::move(kept)},
          desk{std::make_unique<FakeAccount>(bank),
               std::make_unique<FakeStore>(drawer),
               {"keys/ben.keys", "offline ledger", "Write block"}} {}

    std::shared_ptr<const WalletView> after(Command command) {
        desk.perform(std::move(command));
        return desk.view();
    }
    DraftCheck check(const std::string& to, const std::string& amount, const std::string& fee = {},
                     const std::string& note = {}) {
        return after(CheckDraft{{++serial, to, amount, fee, note}})->draft;
    }

    FakeBank bank;
    Drawer drawer;
    Desk desk;
    std::uint64_t serial = 0;
};

Drawer with_contacts() {
    Drawer drawer;
    drawer.settings.contacts = {{address_of("aiko"), "Aiko"}, {address_of("ben"), "Ben"}};
    return drawer;
}

const Notice& last(const std::shared_ptr<const WalletView>& view) {
    REQUIRE_FALSE(view->notices.empty());
    return view->notices.back();
}

TEST_CASE("a desk shows what its account has, in texts and under names", "[desk]") {
    FakeBank bank = FakeBank::open();
    bank.history = {{"tx2", EntryKind::Sent, EntryState::Waiting, 0, Points{5}, Points{1},
                     key_of("ben"), "thanks", ""},
                    {"tx1", EntryKind::Mined, EntryState::Confirmed, 3, Points{100}, Points{0},
                     key_of("me"), "", ""}};
    Scene scene{bank, with_contacts()};
    const auto view = scene.desk.view();
    CHECK(view->network == "village");
    CHECK(view->status == "offline ledger");
    CHECK(view->next_block == "Write block");
    CHECK(view->key_file == "keys/ben.keys");
    CHECK(view->height == 7);
    CHECK(view->keys == KeysState::Open);
    CHECK(view->balance.spendable == Points{100});
    CHECK(view->balance.leaving == Points{6});
    REQUIRE(view->addresses.size() == 1);
    CHECK(view->addresses[0].text == address_of("me"));
    CHECK(view->addresses[0].qr.starts_with("SB1"));
    CHECK(view->addresses[0].qr.size() == 61);
    CHECK(view->addresses[0].label == "Main");
    REQUIRE(view->history->size() == 2);
    CHECK((*view->history)[0].label == "Ben");
    CHECK((*view->history)[0].address == address_of("ben"));
    CHECK((*view->history)[1].label == "Main");
}

TEST_CASE("a view is made only when something changed", "[desk]") {
    Scene scene{FakeBank::open(), with_contacts()};
    const auto first = scene.desk.view();
    CHECK(scene.desk.view() == first);
    CHECK(scene.desk.view() == first);

    scene.bank.height = 8;  // by itself: a block from elsewhere
    const auto second = scene.desk.view();
    CHECK(second != first);
    CHECK(second->height == 8);
    CHECK(first->height == 7);
    CHECK(second->history == first->history);
}

TEST_CASE("a keystroke neither asks for the history nor copies it", "[desk]") {
    FakeBank bank = FakeBank::open();
    for (int i = 0; i < 10'000; ++i) {
        bank.history.push_back({"tx" + std::to_string(i), EntryKind::Received,
                                EntryState::Confirmed, 1, Points{1}, Points{0}, key_of("me"), "",
                                ""});
    }
    Scene scene{bank, with_contacts()};
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
    Scene scene{FakeBank::open(), with_contacts()};
    SECTION("to a contact, with the usual fee") {
        const DraftCheck check = scene.check("ben", "1,0");
        CHECK_FALSE(check.good());
        const DraftCheck good = scene.check(" ben ", " 10 ");
        CHECK(good.good());
        CHECK(good.pays == Points{10});
        CHECK(good.costs == Points{1});
        CHECK(good.remains == Points{89});
        CHECK(good.to.text == address_of("ben").substr(0, 9) + "…" + address_of("ben").substr(55));
    }
    SECTION("to an address, with a fee of one's own and a note") {
        const DraftCheck good = scene.check(address_of("ben"), "１０", "2", "ありがとう");
        CHECK(good.good());
        CHECK(good.to.text == "This is Ben.");
        CHECK(good.costs == Points{2});
        CHECK(good.remains == Points{88});
    }
    SECTION("to an address of one's own only the fee is gone") {
        const DraftCheck good = scene.check(address_of("me"), "10");
        CHECK(good.good());
        CHECK(good.to.text == "This is an address of your own.");
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
    Scene scene;
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
        Mistake{{1, ben, "5", "", "\xff"}, &DraftCheck::note, "UTF-8"});
    CAPTURE(mistake.draft.to, mistake.draft.amount, mistake.draft.fee);
    Scene scene{FakeBank::open(), with_contacts()};
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
    Scene scene;
    CHECK(scene.check("", " 1x0").amount.place == 2);
    CHECK(scene.check("", "1.5").amount.place == 1);
    CHECK_FALSE(scene.check("", "10").amount.place);
}

TEST_CASE("notes of 280 bytes are all right, and fees that are only large are told", "[desk]") {
    Scene scene;
    CHECK(scene.check(address_of("ben"), "5", "", std::string(280, 'x')).good());
    const DraftCheck large = scene.check(address_of("ben"), "40", "30");
    CHECK(large.good());
    CHECK_THAT(large.fee.text, ContainsSubstring("Far more than the usual 1"));
}

TEST_CASE("a payment is made once, and told", "[desk]") {
    Scene scene{FakeBank::open(), with_contacts()};
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
    Scene scene{FakeBank::open(), with_contacts()};
    scene.bank.refuses = "another program has spent this coin: try again";
    const auto view = scene.after(Pay{{4, "Ben", "10", "", ""}});
    CHECK(view->paid == 0);
    CHECK(last(view).text == "Nothing was paid.");
    CHECK(last(view).advice == "Another program has spent this coin: try again.");
    CHECK(scene.after(Pay{{4, "Ben", "10", "", ""}})->paid == 4);
}

TEST_CASE("a draft is checked anew when the balance changes", "[desk]") {
    Scene scene{FakeBank::open(), with_contacts()};
    CHECK_FALSE(scene.check("Ben", "150").good());
    scene.bank.addresses[0].balance = Points{200};
    const auto view = scene.after(CloseBlock{});
    CHECK(view->draft.good());
    CHECK(view->draft.remains == Points{49});
    CHECK(view->height == 8);
    CHECK(last(view).text == "Block 8 is written.");
}

TEST_CASE("nothing is paid while the keys are locked", "[desk]") {
    Scene scene{FakeBank::locked(), with_contacts()};
    const auto view = scene.after(Pay{{1, "Ben", "5", "", ""}});
    CHECK(scene.bank.paid.empty());
    CHECK(last(view).advice == "Open the keys first.");
}

TEST_CASE("keys are made, locked and opened; a wrong pass phrase is the keys' trouble", "[desk]") {
    Scene scene{FakeBank{}};
    CHECK(scene.desk.view()->keys == KeysState::None);
    const auto made = scene.after(CreateWallet{SecretText{"correct horse"}});
    CHECK(made->keys == KeysState::Open);
    CHECK(made->addresses.size() == 1);
    CHECK_THAT(last(made).text, ContainsSubstring("keys/ben.keys"));

    CHECK(scene.after(LockKeys{})->keys == KeysState::Locked);
    const auto wrong = scene.after(Unlock{SecretText{"battery staple"}});
    CHECK(wrong->keys == KeysState::Locked);
    CHECK(wrong->keys_trouble == "This is not the pass phrase of the file.");
    const auto open = scene.after(Unlock{SecretText{"correct horse"}});
    CHECK(open->keys == KeysState::Open);
    CHECK(open->keys_trouble.empty());

    const auto twice = scene.after(CreateWallet{SecretText{"another"}});
    CHECK(twice->keys_trouble == "There are keys already.");
    CHECK(scene.bank.pass_phrase == "correct horse");
}

TEST_CASE("keys are exported, imported, and get another pass phrase", "[desk]") {
    Scene scene;
    CHECK(last(scene.after(ExportKeys{"copy.keys", SecretText{"x"}})).text ==
          "Your keys are in copy.keys as well.");
    scene.bank.refuses = "there is a copy.keys already";
    const auto refused = scene.after(ExportKeys{"copy.keys", SecretText{"x"}});
    CHECK(last(refused).tone == Tone::Bad);
    CHECK(last(refused).advice == "There is a copy.keys already.");
    CHECK(scene.after(ImportKeys{"other.keys", SecretText{"x"}})->addresses.size() == 2);

    const auto wrong = scene.after(ChangePassPhrase{SecretText{"wrong"}, SecretText{"new"}});
    CHECK(last(wrong).tone == Tone::Bad);
    CHECK(scene.bank.pass_phrase == "correct horse");
    scene.after(ChangePassPhrase{SecretText{"correct horse"}, SecretText{"new"}});
    CHECK(scene.bank.pass_phrase == "new");
}

TEST_CASE("no pass phrase is ever told", "[desk]") {
    Scene scene{FakeBank{}};
    const std::string secret = "correct horse";
    scene.after(CreateWallet{SecretText{std::string{secret}}});
    scene.after(LockKeys{});
    scene.after(Unlock{SecretText{secret + "?"}});
    scene.after(Unlock{SecretText{std::string{secret}}});
    scene.after(ChangePassPhrase{SecretText{std::string{secret}}, SecretText{secret + "!"}});
    scene.after(ExportKeys{"file", SecretText{std::string{secret}}});
    const auto view = scene.after(ImportKeys{"file", SecretText{std::string{secret}}});
    CHECK(view->notices.size() == 7);
    CHECK_THAT(view->keys_trouble, !ContainsSubstring(secret));
    for (const Notice& each : view->notices) {
        CHECK_THAT(each.text + each.advice, !ContainsSubstring(secret));
    }
}

TEST_CASE("one's own address has a label, somebody else's a name that is kept", "[desk]") {
    Scene scene;
    CHECK(scene.after(NewAddress{" Savings "})->addresses[1].label == "Savings");
    const auto renamed = scene.after(Rename{address_of("me"), "Purse"});
    CHECK(renamed->addresses[0].label == "Purse");
    CHECK(renamed->contacts.empty());
    CHECK(scene.drawer.written == 0);

    scene.after(Rename{address_of("ben"), "Ben"});
    const auto two = scene.after(Rename{address_of("aiko"), "愛子"});
    REQUIRE(two->contacts.size() == 2);
    CHECK(two->contacts[0].label == "Ben");
    CHECK(two->contacts[0].text == address_of("ben"));
    CHECK(scene.drawer.settings.contacts.size() == 2);
    CHECK(scene.check("愛子", "5").good());

    CHECK(scene.after(Rename{address_of("ben"), "Benjamin"})->contacts.size() == 2);
    CHECK(scene.after(Rename{address_of("ben"), ""})->contacts.size() == 1);
    CHECK(scene.drawer.settings.contacts.size() == 1);
}

TEST_CASE("a name that could mislead is refused", "[desk]") {
    Scene scene{FakeBank::open(), with_contacts()};
    const std::string carla = address_of("carla");
    const std::string name =
        GENERATE("ben", "BEN", "sb1qqqq", "SB1x", "a\x1b[2J", "a\nb",
                 "0123456789012345678901234567890123456789012345678901234567890123456");
    CAPTURE(name);
    const auto view = scene.after(Rename{carla, name});
    CHECK(view->contacts.size() == 2);
    CHECK(last(view).tone == Tone::Bad);
    CHECK(scene.drawer.written == 0);
    CHECK(last(scene.after(Rename{"sb1nonsense", "Carla"})).tone == Tone::Bad);
}

TEST_CASE("a contact's new name stands in the history at once", "[desk]") {
    FakeBank bank = FakeBank::open();
    bank.history = {{"tx1", EntryKind::Sent, EntryState::Confirmed, 3, Points{5}, Points{1},
                     key_of("ben"), "", ""}};
    Scene scene{bank};
    CHECK(scene.desk.view()->history->front().label.empty());
    CHECK(scene.after(Rename{address_of("ben"), "Ben"})->history->front().label == "Ben");
}

TEST_CASE("the look is remembered", "[desk]") {
    Scene scene{FakeBank::open(), with_contacts()};
    const Look dark{ThemeName::Dark, 24};
    scene.after(ChangeLook{dark});
    CHECK(scene.drawer.settings.look == dark);
    CHECK(scene.drawer.settings.contacts.size() == 2);
    CHECK(scene.desk.look() == dark);
    scene.after(ChangeLook{dark});
    CHECK(scene.drawer.written == 1);
}

TEST_CASE("settings that cannot be read or written are told and never overwritten", "[desk]") {
    SECTION("unreadable") {
        Drawer broken;
        broken.unreadable = "x.settings: it does not hold settings";
        Scene scene{FakeBank::open(), broken};
        CHECK(last(scene.desk.view()).tone == Tone::Bad);
        const auto view = scene.after(Rename{address_of("ben"), "Ben"});
        CHECK(view->contacts.empty());
        CHECK(last(view).text == "This will not be remembered.");
        CHECK(scene.drawer.written == 0);
    }
    SECTION("unwritable") {
        Drawer full;
        full.unwritable = "the disk is full";
        Scene scene{FakeBank::open(), full};
        const auto view = scene.after(Rename{address_of("ben"), "Ben"});
        CHECK(view->contacts.empty());
        CHECK(last(view).advice == "The disk is full.");
    }
}

TEST_CASE("a hundred notices are kept, the oldest first", "[desk]") {
    Scene scene;
    for (int i = 0; i < 120; ++i) scene.desk.perform(NewAddress{"sb1"});
    const auto view = scene.desk.view();
    REQUIRE(view->notices.size() == 100);
    CHECK(view->notices.front().number == 21);
    CHECK(view->notices.back().number == 120);
}

}  // namespace
