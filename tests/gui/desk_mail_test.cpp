#include <memory>

#include "catch.hpp"
#include "desk_scene.hpp"
#include "gui/desk_fields.hpp"
#include "gui/words.hpp"

using namespace sbc::gui;

namespace {

FakeBank with_letters() {
    FakeBank bank = FakeBank::open();
    bank.mail.there = bank.mail.open = true;
    bank.mail.contacts = {{address_of("aiko"), "", true, 1, "tomorrow", "eight words"},
                          {address_of("zoe"), "", true, 1, "tomorrow", "eight others"}};
    return bank;
}

}  // namespace

TEST_CASE("a letter goes to whoever has the name that was typed", "[desk]") {
    DeskScene scene{with_letters(), with_contacts()};
    const auto view = scene.after(WriteLetter{" aiko ", "Hello"});
    CHECK(scene.bank.mailed == std::vector<std::string>{"write " + address_of("aiko") + " Hello"});
    CHECK(last(view).tone == Tone::Good);
    CHECK(last(view).text == "Your letter to Aiko is kept, and goes out by itself.");
    REQUIRE(view->mail->conversations.size() == 1);
    CHECK(view->mail->conversations.front().letters.front().text == "Hello");
}

TEST_CASE("a letter that cannot be written is refused with what to do", "[desk]") {
    DeskScene scene{with_letters(), with_contacts()};
    const auto refused = [&](const std::string& to, const std::string& text) {
        const auto view = scene.after(WriteLetter{to, text});
        CHECK(scene.bank.mailed.empty());
        CHECK(last(view).text == "Nothing was written.");
        return last(view).advice;
    };
    CHECK(refused("aikko", "Hello").find("No contact is called") == 0);
    CHECK(refused("aiko", " \n") == "Write something first.");
    CHECK(refused("aiko", "\xFF") == "This is not text in UTF-8.");
    CHECK(refused("aiko", "an emoji: \uFFFD") == lost_character);
    CHECK(refused("aiko", std::string(3'001, 'a')) ==
          "A letter has at most 3,000 bytes, and this one has 3,001: send it in two.");
    scene.bank.refuses = "the letters cannot be kept";
    CHECK(refused("aiko", "Hello") == "The letters cannot be kept.");
}

TEST_CASE("the cards in a view have the names that one gave their owners", "[desk]") {
    DeskScene scene{with_letters(), with_contacts()};
    auto view = scene.desk.view();
    REQUIRE(view->mail);
    CHECK(view->mail->contacts[0].label == "Aiko");
    CHECK(view->mail->contacts[1].label.empty());
    SECTION("also new ones") {
        view = scene.after(Rename{address_of("zoe"), "Zoe"});
        CHECK(view->mail->contacts[1].label == "Zoe");
    }
    SECTION("and nothing is made anew while nothing changes") {
        const auto again = scene.after(ReadLetters{"Aiko"});
        CHECK(again->mail == view->mail);
        CHECK(scene.bank.mailed == std::vector<std::string>{"read " + address_of("aiko")});
    }
    SECTION("news call people by their names") {
        const std::string whose = short_address(address_of("aiko"));
        scene.bank.news = {{Tone::Good, "A letter from " + whose + ".", "", key_of("aiko")}};
        CHECK(last(scene.desk.view()).text == "A letter from Aiko.");
    }
}

TEST_CASE("what one does with cards reaches the account", "[desk]") {
    DeskScene scene{with_letters(), with_contacts()};
    CHECK(last(scene.after(FindCard{"Ben"})).tone == Tone::Good);
    CHECK(last(scene.after(CompareCard{"Aiko", "eight words", true})).tone == Tone::Good);
    CHECK(last(scene.after(CompareCard{"Aiko", "others", false})).tone == Tone::Good);
    CHECK(last(scene.after(RenewCard{})).tone == Tone::Good);
    CHECK(last(scene.after(ForgetContact{"Aiko"})).tone == Tone::Good);
    const std::string aiko = address_of("aiko");
    CHECK(scene.bank.mailed ==
          std::vector<std::string>{"find " + address_of("ben"), "same " + aiko + " eight words",
                                   "not the same " + aiko + " others", "renew", "forget " + aiko});
    scene.bank.mailed.clear();
    CHECK(last(scene.after(FindCard{"nobody"})).tone == Tone::Bad);
    CHECK(last(scene.after(CompareCard{"nobody", "", true})).tone == Tone::Bad);
    CHECK(last(scene.after(ForgetContact{"nobody"})).tone == Tone::Bad);
    CHECK(scene.bank.mailed.empty());
}

TEST_CASE("what is engraved is checked first, and its fee may be another one", "[desk]") {
    DeskScene scene{with_letters(), with_contacts()};
    CHECK(last(scene.after(Engrave{"", ""})).advice == "Write something first.");
    CHECK(last(scene.after(Engrave{std::string(281, 'a'), ""})).advice.find("at most 280") !=
          std::string::npos);
    CHECK(last(scene.after(Engrave{"here", "1.5"})).text == "Nothing was engraved.");
    CHECK(scene.bank.paid.empty());
    CHECK(last(scene.after(Engrave{"here", ""})).tone == Tone::Good);
    CHECK(last(scene.after(Engrave{"here", "7"})).tone == Tone::Good);
    REQUIRE(scene.bank.paid.size() == 2);
    CHECK(scene.bank.paid[0].fee.count == 1);
    CHECK(scene.bank.paid[1].fee.count == 7);
    CHECK(scene.bank.paid[1].note == "here");
}

TEST_CASE("engravings are shown with the names that one gave, and older ones on demand", "[desk]") {
    FakeBank bank = with_letters();
    bank.engravings = Timeline{{address_of("aiko"), "", "I was here", "now", 5, true, false}};
    bank.older_engravings = true;
    DeskScene scene{bank, with_contacts()};
    auto view = scene.desk.view();
    REQUIRE(view->engravings);
    CHECK(view->engravings->front().label == "Aiko");
    CHECK(view->older_engravings);
    view = scene.after(OlderEngravings{});
    CHECK(view->engravings->size() == 2);
    CHECK_FALSE(view->older_engravings);
}

TEST_CASE("a desk shows that nobody carries engravings as soon as its account knows it", "[desk]") {
    FakeBank bank = with_letters();
    bank.happens.emplace_back([](FakeBank& later) { later.nobody_engraves = true; });
    DeskScene scene{bank, with_contacts()};
    CHECK_FALSE(scene.desk.view()->nobody_engraves);
    scene.desk.when_changed([] {});
    CHECK(scene.desk.view()->nobody_engraves);
}

TEST_CASE("a wallet without a network says that it has no letters", "[desk]") {
    FakeBank bank = FakeBank::open();
    Drawer drawer = with_contacts();
    Desk desk{std::make_unique<FakeAccount>(bank), std::make_unique<FakeStore>(drawer), {}};
    desk.perform(WriteLetter{"Aiko", "Hello"});
    const auto view = desk.view();
    CHECK_FALSE(view->mail);
    CHECK(last(view).advice == "This wallet has no network to send letters through.");
}
