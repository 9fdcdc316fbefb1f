// A correspondent whose clock on the wall is wrong, or jumps.
#include "mail_scene.hpp"

using namespace mail;
using Kind = MailNews::Kind;
using Texts = std::vector<std::string>;

TEST_CASE("a letter is shown once, wherever the clock on the wall jumps", "[message]") {
    Scene scene;
    std::optional<Letter> first;
    scene.loses = [&](const Node&, const Node& to, const MailMessage& message) {
        const auto* letter = std::get_if<Letter>(&message);
        if (letter != nullptr && &to == &scene.bob && !first) first = *letter;
        return false;
    };
    scene.alice.settings.held = 1h;
    scene.alice.start();
    scene.all_join();
    scene.write(scene.alice, scene.bob, "first");
    REQUIRE(first);
    scene.bob.mail->forget(scene.alice.address());  // so only its id says that it has come
    REQUIRE(scene.bob.received().empty());
    scene.bob.ahead = 4h;
    scene.alice.settings.held = 48h;
    scene.restart(scene.alice);
    scene.connect(scene.alice, scene.left);
    scene.write(scene.alice, scene.bob, "second");
    REQUIRE(scene.bob.received() == Texts{"second"});
    scene.bob.ahead = 0h;
    if (GENERATE(true, false)) {
        scene.restart(scene.bob);
        scene.connect(scene.bob, scene.right);
    }
    const LinkId link = scene.bob.links.begin()->first;
    scene.carry(scene.bob, scene.bob.mail->direct(link, encode(*first), scene.moment(scene.bob)));
    scene.settle();
    CHECK(scene.bob.received() == Texts{"second"});
}

TEST_CASE("a card that a clock far ahead has made is replaced when the clock is right",
          "[message]") {
    Scene scene;
    scene.bob.ahead = 24h * 365;
    scene.all_join();
    scene.wait(1min);
    scene.bob.ahead = 0s;
    scene.wait(24h * 2);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    scene.wait(24h * 5);
    CHECK(scene.alice.state(number) == LetterState::Delivered);
}

TEST_CASE("one whose clock is late gets his letters, each once, also when it has been put right",
          "[message]") {
    Scene scene;
    scene.bob.ahead = -GENERATE(3h, 24h * 20);
    std::optional<Letter> seen;
    scene.loses = [&](const Node&, const Node& to, const MailMessage& message) {
        const auto* letter = std::get_if<Letter>(&message);
        if (letter != nullptr && &to == &scene.bob) seen = *letter;
        return false;
    };
    scene.all_join();
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    CHECK(scene.alice.state(number) == LetterState::Delivered);
    REQUIRE(scene.bob.received() == Texts{"hello"});
    REQUIRE(seen);
    scene.bob.mail->forget(scene.alice.address());  // so only its id says that it has come
    const LinkId link = scene.bob.links.begin()->first;
    for (const auto ahead : {0h, 48h, 24h * 8, 0h, -3h}) {
        scene.bob.ahead = ahead;
        const auto again = scene.bob.mail->direct(link, encode(*seen), scene.moment(scene.bob));
        scene.carry(scene.bob, again);
        scene.settle();
    }
    CHECK(scene.bob.received().empty());
    CHECK(scene.bob.times(Kind::Came) == 1);
}

TEST_CASE("letters from far ahead fill half of the memory, and keep none of today's away",
          "[message]") {
    Scene scene;
    scene.all_join();
    LetterBook book = scene.bob.mail->book().copy();
    for (std::size_t each = 0; each < most_seen / 2; ++each) {
        remember_letter(book, Hash{bytes_of(std::to_string(each))}, scene.wall + 24h * 3'000);
    }
    REQUIRE(scene.bob.disk.keep(book));
    scene.restart(scene.bob);
    scene.connect(scene.bob, scene.right);
    const Draft far{
        .text = "far", .sent = scene.wall + 3h, .until = scene.wall + 3h + longest_held};
    const auto letter =
        seal(far, *scene.bob.mail->card(), key_of("mallory"), secret_of("x"), network());
    REQUIRE(letter);
    const LinkId link = scene.bob.links.begin()->first;
    scene.carry(scene.bob, scene.bob.mail->direct(link, encode(*letter), scene.moment(scene.bob)));
    CHECK(scene.bob.received().empty());
    CHECK(scene.bob.times(Kind::Trouble) == 1);
    scene.write(scene.alice, scene.bob, "hello");
    CHECK(scene.bob.received() == Texts{"hello"});
}

TEST_CASE("a clock that was ahead when a card was replaced does not prolong its secret's life",
          "[message]") {
    Scene scene;
    scene.bob.settings.grace = 1h;
    scene.bob.ahead = 24h * 365;
    scene.bob.start();
    scene.all_join();
    REQUIRE(scene.bob.mail->renew(scene.moment(scene.bob)));
    scene.bob.ahead = 0h;
    scene.wait(2min);
    REQUIRE(scene.bob.mail->book().own.size() > 1);
    scene.wait(61min);
    CHECK(scene.bob.mail->book().own.size() == 1);
    CHECK(scene.bob.disk.read().own.size() == 1);
}

TEST_CASE("a letter that was stamped by a wrong clock is stamped anew when the clock is right",
          "[message]") {
    Scene scene;
    scene.all_join();
    scene.cut(scene.bob);
    scene.wait(24h * 10);  // his card is as old as that
    scene.alice.stamps = false;
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    REQUIRE(scene.alice.letter(number).sealed);
    SECTION("one that was behind: the stamp is too old") { scene.alice.ahead = -9 * 24h; }
    SECTION("one that was ahead: the stamp is not of today") { scene.alice.ahead = 24h; }
    scene.alice.stamps = true;
    scene.restart(scene.alice);
    scene.connect(scene.alice, scene.left);
    REQUIRE(scene.alice.letter(number).sealed->stamp != Stamp{});
    REQUIRE(scene.alice.state(number) == LetterState::Waiting);
    scene.alice.ahead = {};
    scene.wait(10min);
    CHECK(scene.alice.state(number) == LetterState::OnItsWay);
    CHECK(scene.alice.letter(number).trouble.empty());
    scene.connect(scene.bob, scene.right);
    CHECK(scene.alice.state(number) == LetterState::Delivered);
}
