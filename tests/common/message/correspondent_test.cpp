// Whoever writes and gets letters: each is delivered once, or reported as expired.
#include "message/correspondent.hpp"

#include "mail_scene.hpp"

using namespace mail;
using Kind = MailNews::Kind;
using Texts = std::vector<std::string>;

TEST_CASE("a letter is delivered, and its writer told so", "[message]") {
    Scene scene;
    scene.all_join();
    REQUIRE(scene.alice.mail->is_open());
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    CHECK(scene.bob.received() == Texts{"hello"});
    CHECK(scene.alice.state(number) == LetterState::Delivered);
    CHECK_FALSE(scene.alice.letter(number).sealed);
    CHECK(scene.bob.times(Kind::Came) == 1);
    CHECK(scene.alice.times(Kind::Delivered) == 1);
    CHECK(scene.left.boxes().letters() == 0);
    CHECK(scene.right.boxes().letters() == 0);
    CHECK(scene.alice.penalties.empty());
    CHECK(scene.left.penalties.empty());
}

TEST_CASE("a letter waits for a recipient who is away, and is shown once however often it comes",
          "[message]") {
    Scene scene;
    scene.all_join();
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    CHECK(scene.alice.state(number) == LetterState::OnItsWay);
    CHECK(scene.right.boxes().letters() == 1);
    SECTION("and its writer away when he comes") {
        scene.cut(scene.alice);
        scene.connect(scene.bob, scene.right);
        scene.connect(scene.alice, scene.right);
        CHECK(scene.alice.state(number) == LetterState::Delivered);
    }
    SECTION("and he hangs on two cores at a time") {
        scene.connect(scene.bob, scene.left);
        scene.connect(scene.bob, scene.right);
        CHECK(scene.alice.state(number) == LetterState::Delivered);
    }
    SECTION("and his receipt is lost: he is shown it again, and acknowledges it again") {
        int receipts = 0;
        scene.loses = [&](const Node&, const Node&, const MailMessage& message) {
            return std::holds_alternative<Receipt>(message) && ++receipts == 1;
        };
        scene.connect(scene.bob, scene.right);
        CHECK(scene.alice.state(number) == LetterState::OnItsWay);
        scene.wait(10min);
        CHECK(scene.alice.state(number) == LetterState::Delivered);
        CHECK(receipts > 1);
    }
    SECTION("and both processes begin anew in between") {
        scene.restart(scene.alice);
        scene.restart(scene.bob);
        scene.connect(scene.bob, scene.left);
        scene.restart(scene.bob);
        scene.connect(scene.bob, scene.left);
        scene.connect(scene.alice, scene.right);
        CHECK(scene.alice.state(number) == LetterState::Delivered);
    }
    CHECK(scene.bob.received() == Texts{"hello"});
    CHECK(scene.bob.times(Kind::Came) == 1);
    CHECK(scene.alice.times(Kind::Delivered) == 1);
    CHECK(scene.left.boxes().letters() + scene.right.boxes().letters() == 0);
}

TEST_CASE("a letter that nobody fetches is reported as expired, once", "[message]") {
    Scene scene;
    scene.alice.settings.held = 600s;
    scene.alice.start();
    scene.all_join();
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    scene.wait(14min);  // its time is over, our patience is not
    CHECK(scene.left.boxes().letters() == 0);
    CHECK(scene.alice.state(number) == LetterState::OnItsWay);
    SECTION("after a little patience") { scene.wait(3min); }
    SECTION("or, when we have been away, as soon as a core says that it knows of nothing") {
        scene.cut(scene.alice);
        scene.wait(30min);
        CHECK(scene.alice.state(number) == LetterState::OnItsWay);
        scene.connect(scene.alice, scene.left);
    }
    SECTION("or without a core, when none would know of it any more") {
        scene.cut(scene.alice);
        scene.wait(3h);
    }
    CHECK(scene.alice.state(number) == LetterState::Expired);
    scene.wait(3h);
    scene.restart(scene.alice);
    scene.connect(scene.alice, scene.left);
    CHECK(scene.alice.times(Kind::Expired) == 1);
    scene.connect(scene.bob, scene.left);
    CHECK(scene.bob.received().empty());
}

TEST_CASE("a receipt that we were not there for is learnt after the letter's end", "[message]") {
    Scene scene;
    scene.alice.settings.held = 600s;
    scene.alice.start();
    scene.all_join();
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    scene.cut(scene.alice);
    scene.connect(scene.bob, scene.right);
    scene.wait(90min);
    CHECK(scene.alice.state(number) == LetterState::OnItsWay);
    scene.connect(scene.alice, scene.left);
    CHECK(scene.alice.state(number) == LetterState::Delivered);
    CHECK(scene.alice.times(Kind::Expired) == 0);
}

TEST_CASE("a letter to somebody without a card waits, says so, and goes when there is one",
          "[message]") {
    Scene scene;
    scene.connect(scene.alice, scene.left);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    CHECK(scene.alice.state(number) == LetterState::Waiting);
    CHECK(scene.alice.letter(number).trouble == explain(MailError::NoCard));
    scene.connect(scene.bob, scene.right);
    scene.wait(2min);
    CHECK(scene.alice.state(number) == LetterState::Delivered);
    CHECK(scene.alice.letter(number).trouble.empty());
    CHECK(scene.bob.received() == Texts{"hello"});
}

TEST_CASE("a letter that was never handed in expires with its time", "[message]") {
    Scene scene;
    scene.alice.settings.held = 600s;
    scene.alice.start();
    scene.connect(scene.alice, scene.left);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    scene.wait(605s);
    CHECK(scene.alice.state(number) == LetterState::Expired);
    CHECK(scene.alice.times(Kind::Expired) == 1);
}

TEST_CASE("a full mailbox is tried again until there is room", "[message]") {
    PostOfficeSettings small = office_settings();
    small.limits.letters_each = 1;
    Core core{std::move(small)};
    World world;
    Person alice{"alice"};
    Person bob{"bob"};
    for (Node* node : std::initializer_list<Node*>{&core, &alice, &bob}) world.add(*node);
    world.connect(bob, core);
    world.cut(bob);
    world.connect(alice, core);
    const auto first = world.write(alice, bob, "first");
    const auto second = world.write(alice, bob, "second");
    CHECK(alice.state(first) == LetterState::OnItsWay);
    CHECK(alice.state(second) == LetterState::Waiting);
    CHECK_THAT(alice.letter(second).trouble, ContainsSubstring("wait for this recipient"));
    world.connect(bob, core);
    world.wait(10min);
    CHECK(alice.state(second) == LetterState::Delivered);
    CHECK(bob.received() == Texts{"first", "second"});
}

TEST_CASE("too many letters that wait, too long ones and none at all are not taken", "[message]") {
    Scene scene;
    scene.alice.settings.waiting = 30;
    scene.alice.start();
    const auto bob = scene.bob.address();
    const auto write = [&](const std::string& text) {
        return why_not(scene.alice.mail->write(bob, text, scene.moment(scene.alice)));
    };
    CHECK(write("") == "malformed");
    CHECK(write("\xff") == "malformed");
    CHECK(write(std::string(3'001, 'a')) == "long");
    CHECK(write(std::string(3'000, '"')) == "long");  // each takes two bytes
    for (int count = 0; count < 30; ++count) REQUIRE(write("hello").empty());
    CHECK(write("hello") == "room");
    scene.all_join();
    scene.wait(15min);
    CHECK(scene.bob.received().size() == 30);
    CHECK(write("hello").empty());
}

TEST_CASE("without a stamp nothing goes out", "[message]") {
    Scene scene;
    scene.alice.stamps = false;
    scene.alice.disk = Disk{};
    scene.alice.start();
    scene.all_join();
    CHECK_FALSE(scene.alice.mail->is_open());
    REQUIRE(scene.alice.mail->job());
    const auto job = *scene.alice.mail->job();
    auto wrong = job.header;
    const auto target = sbc::chain::target_of(easy).value();
    while (sbc::chain::meets(hash_of(wrong), target)) {
        wrong.nonce = sbc::chain::Nonce{wrong.nonce.value() + 1};
    }
    scene.carry(scene.alice, scene.alice.mail->stamped(job.item, wrong, scene.moment(scene.alice)));
    CHECK(scene.left.boxes().card(scene.alice.address()) == nullptr);
    scene.alice.stamps = true;
    scene.carry(scene.alice,
                scene.alice.mail->stamped(job.item, solved(job.header), scene.moment(scene.alice)));
    scene.settle();
    CHECK(scene.left.boxes().card(scene.alice.address()) != nullptr);
    CHECK(scene.alice.mail->is_open());
    CHECK_FALSE(scene.alice.mail->job());
}

TEST_CASE("a core that talks nonsense is left", "[message]") {
    Scene scene;
    const LinkId link = scene.connect(scene.alice, scene.left);
    const std::string nonsense =
        GENERATE(std::string{"{}"}, encode(Knock{key_of("bob").public_key()}),
                 encode(List{Shelf::Cards, {}}));
    scene.carry(scene.alice, scene.alice.mail->direct(link, nonsense, scene.moment(scene.alice)));
    CHECK(scene.alice.penalties == std::vector<unsigned>{10});
    CHECK(scene.alice.links.empty());
}

TEST_CASE("only the recipient's own receipt counts", "[message]") {
    Scene scene;
    scene.all_join();
    scene.cut(scene.bob);
    const auto number = scene.write(scene.alice, scene.bob, "hello");
    const Hash letter = scene.alice.letter(number).id;
    const LinkId link = scene.alice.links.begin()->first;
    Receipt forged = receipt_for(letter, "mallory");
    SECTION("not one that somebody else signs") {}
    SECTION("not even in his name") { forged.to = scene.bob.address(); }
    scene.carry(scene.alice,
                scene.alice.mail->direct(link, encode(forged), scene.moment(scene.alice)));
    CHECK(scene.alice.state(number) == LetterState::OnItsWay);
}
