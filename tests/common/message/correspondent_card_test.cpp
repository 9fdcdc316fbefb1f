// A correspondent's own cards, and those of others.
#include "mail_scene.hpp"
#include "message/fingerprint.hpp"

using namespace mail;
using Kind = MailNews::Kind;
using Texts = std::vector<std::string>;

namespace {

std::string words_of(const Person& person) {
    return to_text(fingerprint(*person.mail->card(), network()));
}

}  // namespace

TEST_CASE("key renewal loses no letter, and old secrets are destroyed after their grace",
          "[message]") {
    Scene scene;
    scene.bob.settings.grace = 1h;
    scene.bob.start();
    scene.all_join();
    REQUIRE(scene.write(scene.alice, scene.bob, "first") == 1);
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "second");
    const Hash first_id = scene.alice.letter(number).id;
    REQUIRE(scene.bob.mail->renew(scene.moment(scene.bob)));
    CHECK(scene.bob.mail->card()->sequence == Sequence{2});
    CHECK(scene.bob.mail->book().own.size() == 2);
    SECTION("within the grace the old secret opens it") {
        scene.connect(scene.bob, scene.right);
        CHECK(scene.alice.letter(number).id == first_id);
        scene.wait(2h);
        CHECK(scene.bob.mail->book().own.size() == 1);
    }
    SECTION("after it the letter is sealed anew, with the same number and the same end") {
        const Time until = scene.alice.letter(number).until;
        scene.wait(2h);
        REQUIRE(scene.bob.mail->book().own.size() == 1);
        REQUIRE(scene.bob.disk.read().own.size() == 1);
        scene.connect(scene.bob, scene.right);
        scene.wait(2min);
        CHECK(scene.alice.letter(number).id != first_id);
        CHECK(scene.alice.letter(number).until == until);
    }
    CHECK(scene.alice.state(number) == LetterState::Delivered);
    CHECK(scene.bob.received() == Texts{"first", "second"});
    CHECK(scene.left.boxes().letters() + scene.right.boxes().letters() == 0);
}

TEST_CASE("a card is renewed before its end by itself", "[message]") {
    Scene scene;
    scene.connect(scene.bob, scene.right);
    scene.wait(23 * 24h + 1min);
    CHECK(scene.bob.mail->card()->sequence == Sequence{2});
    CHECK(scene.left.boxes().card(scene.bob.address())->sequence == Sequence{2});
    CHECK(scene.bob.mail->is_open());
    scene.wait(8 * 24h);
    CHECK(scene.bob.mail->book().own.size() == 1);
}

TEST_CASE("the owner is warned when a contact has another key, and what he writes still goes",
          "[message]") {
    Scene scene;
    scene.all_join();
    scene.write(scene.alice, scene.bob, "first");
    const auto bob = scene.bob.address();
    REQUIRE(scene.alice.mail->compared(bob, words_of(scene.bob), true));
    REQUIRE(scene.alice.mail->book().contacts.at(bob).compared);
    REQUIRE(scene.bob.mail->renew(scene.moment(scene.bob)));
    scene.carry(scene.bob, scene.bob.mail->take_actions());
    scene.settle();
    const auto number = scene.write(scene.alice, scene.bob, "second");
    CHECK(scene.alice.state(number) == LetterState::Delivered);
    CHECK(scene.alice.times(Kind::CardChanged) == 1);
    CHECK(scene.alice.mail->book().contacts.at(bob).changed);
    CHECK_FALSE(scene.alice.mail->book().contacts.at(bob).compared);
    const bool same = GENERATE(true, false);  // until he has compared it, or taken note of it
    REQUIRE(scene.alice.mail->compared(bob, words_of(scene.bob), same));
    CHECK(scene.alice.mail->book().contacts.at(bob).compared == same);
    CHECK_FALSE(scene.alice.mail->book().contacts.at(bob).changed);
    CHECK_FALSE(scene.alice.disk.read().contacts.at(bob).changed);
}

TEST_CASE("words of a card say nothing of the next one", "[message]") {
    Scene scene;
    scene.all_join();
    const auto bob = scene.bob.address();
    CHECK(why_not(scene.alice.mail->compared(bob, "", true)) == "no-card");
    scene.write(scene.alice, scene.bob, "first");
    const std::string read_out = words_of(scene.bob);
    REQUIRE(scene.bob.mail->renew(scene.moment(scene.bob)));
    scene.carry(scene.bob, scene.bob.mail->take_actions());
    scene.settle();
    scene.write(scene.alice, scene.bob, "second");
    REQUIRE(scene.alice.mail->book().contacts.at(bob).changed);
    for (const bool same : {true, false}) {
        const auto refused = scene.alice.mail->compared(bob, read_out, same);
        CHECK(why_not(refused) == "other-words");
        CHECK_FALSE(scene.alice.mail->book().contacts.at(bob).compared);
        CHECK(scene.alice.mail->book().contacts.at(bob).changed);
        CHECK(scene.alice.disk.read().contacts.at(bob).changed);
    }
    SECTION("and what cannot be kept is not noted") {
        scene.alice.disk.is_full = [](std::size_t) { return true; };
        CHECK(why_not(scene.alice.mail->compared(bob, words_of(scene.bob), true)) == "room");
        CHECK_FALSE(scene.alice.mail->book().contacts.at(bob).compared);
    }
}

TEST_CASE("a key whose book was lost gets a card above those that cores know", "[message]") {
    Scene scene;
    scene.all_join();
    REQUIRE(scene.bob.mail->renew(scene.moment(scene.bob)));
    scene.carry(scene.bob, scene.bob.mail->take_actions());
    scene.settle();
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    REQUIRE(scene.alice.letter(number).sealed->card == Sequence{2});
    scene.bob.disk = Disk{};
    scene.bob.start();
    scene.connect(scene.bob, scene.right);
    CHECK(scene.bob.mail->card()->sequence == Sequence{3});
    scene.wait(2min);
    CHECK(scene.alice.state(number) == LetterState::Delivered);
    CHECK(scene.bob.received() == Texts{"hello"});
}

TEST_CASE("a contact is found, and forgotten with the letters", "[message]") {
    Scene scene;
    scene.all_join();
    const auto bob = scene.bob.address();
    scene.alice.mail->find(bob);
    CHECK(scene.alice.mail->is_looking_for(bob));
    scene.settle();
    CHECK_FALSE(scene.alice.mail->is_looking_for(bob));
    REQUIRE(scene.alice.mail->book().contacts.contains(bob));
    CHECK_FALSE(scene.alice.mail->book().contacts.at(bob).changed);
    scene.write(scene.alice, scene.bob, "hello");
    scene.alice.mail->forget(bob);
    CHECK(scene.alice.disk.read().contacts.empty());
    CHECK(scene.alice.disk.read().letters.empty());
    scene.wait(10min);
    CHECK(scene.bob.received() == Texts{"hello"});
}

TEST_CASE("a core that forgets our card is told again, on the same connection", "[message]") {
    Scene scene;
    const LinkId link = scene.connect(scene.alice, scene.left);
    REQUIRE(scene.alice.mail->renew(scene.moment(scene.alice)));
    bool forgets = true;
    scene.loses = [&](const Node&, const Node&, const MailMessage& message) {
        return forgets && std::holds_alternative<Card>(message);
    };
    scene.carry(scene.alice, scene.alice.mail->take_actions());
    scene.settle();
    const Held held{id_of(*scene.alice.mail->card(), network())};
    scene.carry(scene.alice,
                scene.alice.mail->direct(link, encode(held), scene.moment(scene.alice)));
    forgets = false;
    REQUIRE(scene.left.boxes().card(scene.alice.address())->sequence == Sequence{1});
    scene.wait(6min);
    CHECK(scene.left.boxes().card(scene.alice.address())->sequence == Sequence{2});
    CHECK(scene.alice.mail->is_open());
}

TEST_CASE("a mailbox whose card is not taken any more is not open", "[message]") {
    Scene scene;
    const LinkId link = scene.connect(scene.alice, scene.left);
    REQUIRE(scene.alice.mail->is_open());
    const Refused full{id_of(*scene.alice.mail->card(), network()), MailError::NoRoom};
    scene.carry(scene.alice,
                scene.alice.mail->direct(link, encode(full), scene.moment(scene.alice)));
    CHECK_FALSE(scene.alice.mail->is_open());
    scene.wait(2min);
    CHECK(scene.alice.mail->is_open());
}
