// What a desk does with names: those that one gives, and the one that one claims.
#include "catch.hpp"
#include "desk_scene.hpp"

namespace {

using namespace sbc::gui;

TEST_CASE("one's own address has a label, somebody else's a name that is kept", "[desk]") {
    DeskScene scene;
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

    const auto pasted = scene.after(Rename{" " + address_of("ben") + "\n", "Benjamin"});
    CHECK(pasted->contacts.size() == 2);
    CHECK(pasted->contacts[0].label == "Benjamin");
    CHECK(pasted->contacts[0].text == address_of("ben"));
    CHECK(scene.after(Rename{address_of("ben"), ""})->contacts.size() == 1);
    CHECK(scene.drawer.settings.contacts.size() == 1);
}

TEST_CASE("a name that could mislead is refused", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    const std::string carla = address_of("carla");
    const std::string name =
        GENERATE("ben", "BEN", "Carla \uFFFD", "sb1qqqq", "SB1x", "a\x1b[2J", "a\nb",
                 "0123456789012345678901234567890123456789012345678901234567890123456");
    CAPTURE(name);
    const auto view = scene.after(Rename{carla, name});
    CHECK(view->contacts.size() == 2);
    CHECK(last(view).tone == Tone::Bad);
    CHECK(scene.drawer.written == 0);
    CHECK(last(scene.after(Rename{"sb1nonsense", "Carla"})).tone == Tone::Bad);
}

TEST_CASE("a name is claimed for an address of one's own, and only if it can be read", "[desk]") {
    DeskScene scene{FakeBank::open()};
    const auto claimed = scene.after(ClaimName{address_of("me"), " zoe "});
    CHECK(scene.bank.claimed == "zoe");
    CHECK(claimed->notices.back().tone == Tone::Good);
    CHECK(claimed->notices.back().text.find("\u201Czoe\u201D is the name of sb1") == 0);
    SECTION("taken back") {
        const auto none = scene.after(ClaimName{address_of("me"), ""});
        CHECK(scene.bank.claimed == "");
        CHECK(none->notices.back().text.find("has no name any more") != std::string::npos);
    }
    SECTION("not for somebody else, not for no address, not what misleads") {
        scene.bank.claimed.reset();
        for (const auto& wrong :
             {ClaimName{address_of("ben"), "zoe"}, ClaimName{"zoe", "zoe"},
              ClaimName{address_of("me"), "sb1zoe"}, ClaimName{address_of("me"), "a\nb"}}) {
            CHECK(scene.after(wrong)->notices.back().text == "No name was claimed.");
        }
        CHECK_FALSE(scene.bank.claimed);
    }
    SECTION("what the account refuses is told in its words") {
        scene.bank.refuses = "that address has nothing";
        const auto refused = scene.after(ClaimName{address_of("me"), "zoe"});
        CHECK(refused->notices.back().advice == "That address has nothing.");
    }
}

TEST_CASE("a contact's new name stands in the history at once", "[desk]") {
    FakeBank bank = FakeBank::open();
    bank.history = {{"tx1", EntryKind::Sent, EntryState::Confirmed, 3, Points{5}, Points{1},
                     key_of("ben"), "", ""}};
    DeskScene scene{bank};
    CHECK(scene.desk.view()->history->front().label.empty());
    CHECK(scene.after(Rename{address_of("ben"), "Ben"})->history->front().label == "Ben");
}

TEST_CASE("a name that another program has given meanwhile is nobody else's", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    scene.drawer.settings.contacts.push_back({address_of("carla"), "Carla"});
    const auto view = scene.after(Rename{address_of("dora"), "carla"});
    CHECK(last(view).tone == Tone::Bad);
    CHECK_THAT(last(view).advice, ContainsSubstring("Carla is the name of sb1"));
    CHECK(scene.drawer.written == 0);
    CHECK(scene.check("Carla", "5").address == address_of("carla"));
    SECTION("and can be forgotten here") {
        CHECK(last(scene.after(Rename{address_of("carla"), ""})).tone == Tone::Good);
        CHECK(scene.drawer.settings.contacts.size() == 2);
    }
}

TEST_CASE("a name that nobody has is not forgotten", "[desk]") {
    DeskScene scene{FakeBank::open(), with_contacts()};
    const auto view = scene.after(Rename{address_of("carla"), ""});
    CHECK(last(view).tone == Tone::Bad);
    CHECK_THAT(last(view).advice, ContainsSubstring("has no name to forget"));
    CHECK(scene.drawer.written == 0);
}

}  // namespace
