#include "gui/desk.hpp"

#include "catch.hpp"
#include "desk_scene.hpp"
#include "gui/desk_fields.hpp"

namespace {

using namespace sbc::gui;
using sbc::crypto::SecretText;

TEST_CASE("a desk shows what its account has, in texts and under names", "[desk]") {
    FakeBank bank = FakeBank::open();
    bank.history = {{"tx2", EntryKind::Sent, EntryState::Waiting, 0, Points{5}, Points{1},
                     key_of("ben"), "thanks", ""},
                    {"tx1", EntryKind::Mined, EntryState::Confirmed, 3, Points{100}, Points{0},
                     key_of("me"), "", ""}};
    DeskScene scene{bank, with_contacts()};
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
    DeskScene scene{FakeBank::open(), with_contacts()};
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

TEST_CASE("keys are made, locked and opened; a wrong pass phrase is the keys' trouble", "[desk]") {
    DeskScene scene{FakeBank{}};
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
    DeskScene scene;
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

TEST_CASE("where there are no keys yet, those of another file are imported", "[desk]") {
    DeskScene scene{FakeBank{}};
    scene.bank.refuses = "there is no file copy.keys";
    const auto refused = scene.after(ImportKeys{"copy.keys", SecretText{"x"}});
    CHECK(refused->keys == KeysState::None);
    CHECK(refused->keys_trouble == "There is no file copy.keys.");
    const auto view = scene.after(ImportKeys{"copy.keys", SecretText{"x"}});
    CHECK(view->keys == KeysState::Open);
    CHECK(view->keys_trouble.empty());
    CHECK(last(view).text == "The keys of copy.keys are yours as well.");
}

TEST_CASE("no pass phrase is ever told", "[desk]") {
    DeskScene scene{FakeBank{}};
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

TEST_CASE("after a refusal the view shows what the account has now", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    (void)scene.desk.view();
    scene.bank.height = 9;  // another program wrote blocks into the ledger's file
    scene.bank.addresses[0].balance = Points{3};
    SECTION("of the ledger") {
        scene.bank.refuses = "the file was changed by another program";
        const auto view = scene.after(CloseBlock{});
        CHECK(last(view).tone == Tone::Bad);
    }
    SECTION("of a payment") {
        scene.bank.refuses = "the file was changed by another program";
        CHECK(last(scene.after(Pay{{4, "Ben", "2", "", ""}})).tone == Tone::Bad);
    }
    SECTION("of a payment that cannot be read") {
        CHECK(last(scene.after(Pay{{4, "Ben", "two", "", ""}})).tone == Tone::Bad);
    }
    CHECK(scene.desk.view()->height == 9);
    CHECK(scene.desk.view()->balance.spendable == Points{3});
}

TEST_CASE("what throws behind a desk is told like a refusal", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    scene.bank.breaks = "filesystem error: cannot read";
    const auto view = scene.after(Pay{{4, "Ben", "10", "", ""}});
    CHECK(last(view).tone == Tone::Bad);
    CHECK_THAT(last(view).advice, ContainsSubstring("cannot read"));
    CHECK(view->paid == 0);
    CHECK(scene.after(Pay{{4, "Ben", "10", "", ""}})->paid == 4);
}

TEST_CASE("a sentence begins with a capital, but a path stays what it is", "[desk]") {
    CHECK(sentence("there is no file") == "There is no file.");
    CHECK(sentence("the ledger, as it is") == "The ledger, as it is.");
    for (const std::string path : {"wallet.ledger: no ledger", "keys/ben.keys is damaged",
                                   "keys: damaged", "sb1q is no address"}) {
        CHECK(sentence(path) == path + ".");
    }
}

TEST_CASE("the look is remembered", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
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
        DeskScene scene{FakeBank::open(), broken};
        CHECK(last(scene.desk.view()).tone == Tone::Bad);
        const auto view = scene.after(Rename{address_of("ben"), "Ben"});
        CHECK(view->contacts.empty());
        CHECK(last(view).text == "This will not be remembered.");
        CHECK(scene.drawer.written == 0);
    }
    SECTION("unwritable") {
        Drawer full;
        full.unwritable = "the disk is full";
        DeskScene scene{FakeBank::open(), full};
        const auto view = scene.after(Rename{address_of("ben"), "Ben"});
        CHECK(view->contacts.empty());
        CHECK(last(view).advice == "The disk is full.");
    }
}

TEST_CASE("a hundred notices are kept, the oldest first", "[desk]") {
    DeskScene scene;
    for (int i = 0; i < 120; ++i) scene.desk.perform(NewAddress{"sb1"});
    const auto view = scene.desk.view();
    REQUIRE(view->notices.size() == 100);
    CHECK(view->notices.front().number == 21);
    CHECK(view->notices.back().number == 120);
}

}  // namespace

TEST_CASE("a desk shows its account's network, and tells what happened by itself once", "[gui]") {
    DeskScene scene;
    CHECK_FALSE(has_network(scene.desk.view()->connection));
    scene.bank.connection = {LinkState::UpToDate, 7, 7, {{"a:1", CoreState::Answers, 7, "fine"}}};
    scene.bank.cannot_know = {"Much."};
    scene.bank.news = {{Tone::Plain, "The newest block was replaced.", "Nothing is lost."}};
    const auto view = scene.desk.view();
    CHECK(view->connection == scene.bank.connection);
    CHECK(view->cannot_know == scene.bank.cannot_know);
    CHECK(last(view).text == "The newest block was replaced.");
    CHECK_FALSE(last(view).asked);
    CHECK(scene.desk.view() == view);  // nothing new: the same view
    SECTION("what waits, and was in a block before, is another line") {
        scene.bank.history = {{"tx1",
                               EntryKind::Received,
                               EntryState::Confirmed,
                               7,
                               Points{5},
                               Points{0},
                               key_of("ben"),
                               {},
                               {}}};
        CHECK_FALSE(scene.desk.view()->history->front().returned);
        scene.bank.history.front().state = EntryState::Waiting;
        scene.bank.history.front().returned = true;
        CHECK(scene.desk.view()->history->front().returned);
    }
    SECTION("who wants to know of changes is told by the account") {
        int rung = 0;
        scene.bank.happens.emplace_back([](FakeBank& bank) { bank.height = 8; });
        scene.desk.when_changed([&] { ++rung; });
        CHECK(rung == 1);
        CHECK(scene.desk.view()->height == 8);
    }
}
