// How often a correspondent has its book written: all of it, each time.
#include "mail_scene.hpp"

using namespace mail;

TEST_CASE("many letters that wait for one card cost one write, and so does their sealing",
          "[message]") {
    Scene scene;
    scene.connect(scene.alice, scene.left);
    scene.cut(scene.alice);
    for (int count = 0; count < 200; ++count) scene.write(scene.alice, scene.bob, "hello");
    std::size_t before = scene.alice.disk.calls;
    scene.connect(scene.alice, scene.left);
    CHECK(scene.alice.letter(1).trouble == explain(MailError::NoCard));
    CHECK(scene.alice.disk.read().letters.back().trouble == explain(MailError::NoCard));
    CHECK(scene.alice.disk.calls == before + 1);
    scene.connect(scene.bob, scene.right);
    scene.cut(scene.bob);
    scene.alice.stamps = false;
    before = scene.alice.disk.calls;
    scene.wait(5min);
    CHECK(scene.alice.letter(200).sealed);
    CHECK(scene.alice.disk.read().letters.back().sealed);
    CHECK(scene.alice.disk.calls <= before + 2);  // with the card that has come
}

TEST_CASE("all that is due at one time is written at once", "[message]") {
    Scene scene;
    scene.all_join();
    REQUIRE(scene.alice.mail->renew(scene.moment(scene.alice)));
    scene.cut(scene.alice);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    const std::size_t before = scene.alice.disk.calls;
    scene.wall += 24h * 100;
    scene.restart(scene.alice);
    scene.connect(scene.alice, scene.left);
    CHECK(scene.alice.mail->card()->sequence == Sequence{3});  // a new card,
    CHECK(scene.alice.mail->book().own.size() == 2);           // an old secret destroyed,
    CHECK(scene.alice.state(number) == LetterState::Expired);  // and a letter over
    CHECK(scene.alice.disk.calls == before + 1);
}

TEST_CASE("a core that says now this and now that does not have the book written each time",
          "[message]") {
    Scene scene;
    scene.all_join();
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    REQUIRE(scene.alice.state(number) == LetterState::OnItsWay);
    const Hash id = scene.alice.letter(number).id;
    const LinkId link = scene.alice.links.begin()->first;
    const auto say = [&](const MailMessage& message) {
        scene.carry(scene.alice,
                    scene.alice.mail->direct(link, encode(message), scene.moment(scene.alice)));
    };
    const std::size_t before = scene.alice.disk.calls;
    for (int count = 0; count < 100; ++count) {
        say(Refused{id, MailError::MailboxFull});
        say(Held{id});
        say(Refused{id, MailError::NoRoom});
    }
    CHECK(scene.alice.letter(number).trouble.ends_with(explain(MailError::NoRoom)));
    CHECK(scene.alice.disk.calls == before + 1);
    const auto kept = [&] { return scene.alice.disk.read().letters.back().trouble; };
    CHECK_FALSE(kept() == scene.alice.letter(number).trouble);
    scene.wait(1min);  // but after a while it is on the disk
    CHECK(kept() == scene.alice.letter(number).trouble);
    CHECK(scene.alice.disk.calls == before + 2);
}

TEST_CASE("noise for a key that is gone has nothing written", "[message]") {
    Scene scene;
    scene.bob.settings.grace = 1h;
    scene.bob.start();
    scene.all_join();
    REQUIRE(scene.bob.mail->renew(scene.moment(scene.bob)));
    scene.wait(2h);
    REQUIRE(scene.bob.mail->book().own.size() == 1);
    const std::size_t before = scene.bob.disk.calls;
    const LinkId link = scene.bob.links.begin()->first;
    for (std::uint64_t each = 0; each < 9; ++each) {
        const std::string noise = encode(letter_number(each));
        scene.carry(scene.bob, scene.bob.mail->direct(link, noise, scene.moment(scene.bob)));
    }
    CHECK(scene.bob.disk.calls == before);
}
