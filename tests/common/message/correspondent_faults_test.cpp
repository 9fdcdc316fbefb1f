// A correspondent whose disk is full, whose process ends, and who is sent noise and lies.
#include "mail_scene.hpp"

using namespace mail;
using Kind = MailNews::Kind;
using Texts = std::vector<std::string>;

TEST_CASE("nothing is said or shown that could not be kept, whichever call fails", "[message]") {
    const std::size_t failing = GENERATE(range(std::size_t{1}, std::size_t{13}));
    const bool alice_fails = GENERATE(true, false);
    const bool restarts = GENERATE(true, false);
    CAPTURE(failing, alice_fails, restarts);
    Scene scene;
    Person& unlucky = alice_fails ? scene.alice : scene.bob;
    // For a while from this call on.
    unlucky.disk.is_full = [&](std::size_t call) { return call >= failing && call < failing + 3; };
    scene.all_join();
    std::optional<std::uint64_t> number;
    for (int tries = 0; !number && tries < 9; ++tries) {
        const auto written =
            scene.alice.mail->write(scene.bob.address(), "hello", scene.moment(scene.alice));
        scene.carry(scene.alice, scene.alice.mail->take_actions());
        if (written) {
            number = *written;
        } else {
            CHECK(written.error().reason == MailError::NoRoom);
        }
        scene.settle();
        scene.wait(15s);
    }
    REQUIRE(number);
    if (restarts) {
        const auto state = scene.alice.state(*number);
        const auto received = scene.bob.received();
        scene.restart(scene.alice);
        scene.restart(scene.bob);
        CHECK(scene.alice.state(*number) == state);
        CHECK(scene.bob.received() == received);
        scene.all_join();
    }
    scene.wait(15min);
    CHECK(scene.alice.state(*number) == LetterState::Delivered);
    CHECK(scene.bob.received() == Texts{"hello"});
    CHECK(scene.bob.times(Kind::Came) == 1);
    CHECK(scene.alice.times(Kind::Delivered) == 1);
    CHECK(scene.alice.times(Kind::Expired) == 0);
    CHECK(scene.held() == 0);
}

TEST_CASE("after a restart at whatever step everything goes on", "[message]") {
    const int step = GENERATE(range(1, 40));
    const bool alice_restarts = GENERATE(true, false);
    CAPTURE(step, alice_restarts);
    Scene scene;
    Person& unlucky = alice_restarts ? scene.alice : scene.bob;
    // Nothing gets through any more after so many messages: then the process ends.
    int messages = 0;
    bool down = false;
    scene.loses = [&](const Node& from, const Node& to, const MailMessage&) {
        if (&from == &unlucky || &to == &unlucky) down = down || ++messages > step;
        return down && (&from == &unlucky || &to == &unlucky);
    };
    scene.all_join();
    scene.write(scene.alice, scene.bob, "hello");
    scene.restart(unlucky);
    scene.loses = {};
    Core& core = alice_restarts ? scene.right : scene.left;
    scene.connect(unlucky, core);
    scene.wait(15min);
    CHECK(scene.alice.state(scene.alice.mail->book().letters.front().number) ==
          LetterState::Delivered);
    CHECK(scene.bob.received() == Texts{"hello"});
    CHECK(scene.bob.times(Kind::Came) == 1);
    CHECK(scene.held() == 0);
}

TEST_CASE("a letter whose stamp was not kept is not over before a core was asked", "[message]") {
    Scene scene;
    scene.alice.settings.held = 600s;
    scene.alice.start();
    scene.all_join();
    const bool comes = GENERATE(true, false);
    CAPTURE(comes);
    if (!comes) scene.cut(scene.bob);
    // The process ends after the letter has been handed in, and before anything answers it.
    scene.loses = [&](const Node&, const Node& to, const MailMessage& message) {
        return &to == &scene.alice && !std::holds_alternative<Card>(message);
    };
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    CHECK(scene.left.boxes().letters() == (comes ? 0 : 1));
    CHECK(scene.left.boxes().receipts() == (comes ? 1 : 0));
    scene.cut(scene.alice);
    scene.loses = {};
    scene.wall += 11min;
    scene.restart(scene.alice);
    REQUIRE(scene.alice.letter(number).sealed);
    REQUIRE(scene.alice.letter(number).sealed->stamp == Stamp{});
    scene.connect(scene.alice, scene.left);
    CHECK(scene.alice.state(number) == (comes ? LetterState::Delivered : LetterState::Waiting));
    scene.wait(15min);
    CHECK(scene.alice.state(number) == (comes ? LetterState::Delivered : LetterState::Expired));
    CHECK(scene.alice.times(Kind::Delivered) == (comes ? 1 : 0));
    CHECK(scene.alice.times(Kind::Expired) == (comes ? 0 : 1));
}

TEST_CASE("noise is acknowledged as unreadable, told of once, and keeps no letter away",
          "[message]") {
    Scene scene;
    scene.all_join();
    scene.cut(scene.bob);
    Person mallory{"mallory"};
    scene.add(mallory);
    const LinkId link = scene.connect(mallory, scene.right);
    for (std::uint64_t number = 0; number < 20; ++number) {
        Letter noise = letter_number(number);  // for a card that Bob does not have
        noise.card = Sequence{number % 2 == 0 ? 1U : 77U};
        noise = stamped(noise);
        scene.carry(mallory, {sbc::p2p::Send{link, sbc::p2p::Direct{"mail", encode(noise)}}});
        scene.settle();
    }
    REQUIRE(scene.right.boxes().letters() == 20);
    scene.write(scene.alice, scene.bob, "hello");
    scene.connect(scene.bob, scene.right);
    CHECK(scene.bob.received() == Texts{"hello"});
    CHECK(scene.bob.times(Kind::Trouble) == 10);  // not of those for a key that he does not have
    CHECK(scene.right.boxes().letters() == 0);
}

TEST_CASE("a letter in another's name is not shown", "[message]") {
    Scene scene;
    scene.all_join();
    Person mallory{"mallory"};
    scene.add(mallory);
    const LinkId link = scene.connect(mallory, scene.right);
    const Card& bob = *scene.bob.mail->card();
    auto letter = seal(draft_of(), bob, key_of("mallory"), secret_of("x"), network());
    REQUIRE(letter);
    // The writer's name is changed, and everything sealed again.
    Opened inside{.from = key_of("alice").public_key(), .sent = now, .text = "pay mallory"};
    inside.signature = key_of("mallory").sign(signed_part(*letter, inside, network()));
    const auto key = letter_key(secret_of("x"), bob.key, bob.key, *letter, network()).value();
    const auto text = sbc::JsonWriter{}
                          .text("from", sbc::crypto::to_address(inside.from))
                          .integer("sent", 1'800'000'000)
                          .bytes("signature", inside.signature.bytes)
                          .text("text", inside.text)
                          .to_text();
    letter->sealed = sbc::crypto::seal(key, {}, {}, sbc::as_bytes(pad(text).value().reveal()));
    scene.carry(mallory,
                {sbc::p2p::Send{link, sbc::p2p::Direct{"mail", encode(stamped(*letter))}}});
    scene.settle();
    CHECK(scene.bob.received().empty());
    CHECK(scene.bob.times(Kind::Trouble) == 1);
    CHECK(scene.right.boxes().letters() == 0);
}

TEST_CASE(
    "what ends no later than a letter that was forgotten is not taken, and its writer told so",
    "[message]") {
    Scene scene;
    scene.alice.settings.held = 1h;
    scene.alice.start();
    scene.all_join();
    LetterBook book = scene.bob.mail->book().copy();
    SECTION("not in the same second") { book.forgotten = scene.wall + 1h; }
    SECTION("not before") { book.forgotten = scene.wall + 2h; }
    SECTION("but later") { book.forgotten = scene.wall + 1h - 1s; }
    const bool taken = book.forgotten < scene.wall + 1h;
    REQUIRE(scene.bob.disk.keep(book));
    scene.restart(scene.bob);
    scene.connect(scene.bob, scene.right);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    CHECK(scene.held() == 0);  // it keeps no other one away
    CHECK(scene.bob.received() == (taken ? Texts{"hello"} : Texts{}));
    CHECK(scene.bob.times(Kind::Trouble) == (taken ? 0 : 1));
    scene.wait(2h);
    CHECK(scene.alice.state(number) == (taken ? LetterState::Delivered : LetterState::Expired));
}
