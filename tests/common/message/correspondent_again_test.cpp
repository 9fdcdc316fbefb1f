// A correspondent whose word has to be taken back, or who learns late what another program knows.
#include "mail_scene.hpp"

using namespace mail;

TEST_CASE("a letter that could not be opened is sealed anew, also when that was not kept at once",
          "[message]") {
    const bool fails = GENERATE(false, true);
    CAPTURE(fails);
    Scene scene;
    scene.all_join();
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    REQUIRE(scene.alice.state(number) == LetterState::OnItsWay);
    scene.bob.disk = Disk{};  // he has lost his book, and begins a new one
    scene.bob.secrets = 50;
    scene.bob.start();
    const std::size_t before = scene.alice.disk.calls;
    scene.alice.disk.is_full = [=](std::size_t call) { return fails && call == before + 1; };
    scene.connect(scene.bob, scene.right);
    scene.wait(2h);
    CHECK(scene.alice.state(number) == LetterState::Delivered);
}

TEST_CASE("a letter for a card that another program has made is not refused, but waits",
          "[message]") {
    Scene scene;
    scene.all_join();
    Person terminal{"bob"};
    terminal.disk = scene.bob.disk;
    terminal.secrets = 100;
    terminal.start();
    scene.add(terminal);
    scene.connect(terminal, scene.right);
    REQUIRE(terminal.mail->renew(scene.moment(terminal)));
    scene.carry(terminal, terminal.mail->take_actions());
    scene.settle();
    scene.wait(1s);
    REQUIRE(terminal.mail->card()->sequence == Sequence{2});
    scene.cut(terminal);
    scene.bob.disk = terminal.disk;
    scene.bob.disk.is_full = [](std::size_t) { return true; };  // "changed", as its file would say
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    scene.wait(5s);
    CHECK(scene.held() == 1);
    scene.bob.disk.is_full = [](std::size_t) { return false; };  // it is read again
    scene.restart(scene.bob);
    scene.connect(scene.bob, scene.right);
    scene.wait(24h);
    CHECK(scene.alice.state(number) == LetterState::Delivered);
}
