// A core's mail, as other cores see it: what it tells them, and what it believes of them.
#include "post_office_scene.hpp"

using namespace mail;

TEST_CASE("what is new is told to all cores, and what is known to none", "[message]") {
    Office office;
    Core other;
    office.add(other);
    office.connect(other, office.core);
    office.hand_in(1);
    office.say(stamped(card_of("bob")));
    CHECK(other.boxes().letters() == 1);
    CHECK(other.boxes().cards() == 1);
    office.say(receipt_for(id(letter_number(0))));
    CHECK(other.boxes().letters() == 0);
    const auto said = office.said;
    office.say(stamped(card_of("bob")));
    CHECK(office.said == said + 2);  // the question and the answer
}

TEST_CASE("when cores meet, each learns what the other has", "[message]") {
    World world;
    Core one;
    Core other;
    Probe edge{"mail"};
    Probe another{"mail"};
    for (Node* node : std::initializer_list<Node*>{&one, &other, &edge, &another}) world.add(*node);
    const LinkId left = world.connect(edge, one);
    const LinkId right = world.connect(another, other);
    const auto say = [&](Probe& from, LinkId link, const MailMessage& message) {
        world.carry(from, {sbc::p2p::Send{link, sbc::p2p::Direct{"mail", encode(message)}}});
        world.settle();
    };
    for (std::uint64_t number = 0; number < 70; ++number) {
        const bool here = number % 2 == 0;
        say(here ? edge : another, here ? left : right, letter_number(number));
        const Card card = stamped(card_of(std::to_string(number)));
        say(here ? edge : another, here ? left : right, card);
    }
    say(edge, left, stamped(card_of("bob", 1)));
    say(another, right, stamped(card_of("bob", 2)));
    // The other one has not heard that this has been fetched.
    say(edge, left, letter_number(1));
    say(edge, left, receipt_for(id(letter_number(1))));
    world.connect(one, other);
    for (const Core* core : {&one, &other}) {
        CHECK(core->boxes().letters() == 69);
        CHECK(core->boxes().cards() == 71);
        CHECK(core->boxes().card(bob())->sequence == Sequence{2});
        CHECK(core->penalties.empty());
    }
    SECTION("and a third one behind them, too") {
        Core third;
        world.add(third);
        world.connect(third, one);
        CHECK(third.boxes().letters() == 69);
        say(another, right, letter_number(100));
        CHECK(third.boxes().letters() == 70);
    }
}

TEST_CASE("what two sides of a partition have had is everywhere when one link joins them",
          "[message]") {
    World world;
    std::deque<Core> cores(4);  // 0 - 1   2 - 3
    for (Core& core : cores) world.add(core);
    world.connect(cores[0], cores[1]);
    world.connect(cores[2], cores[3]);
    Probe edge{"mail"};
    world.add(edge);
    const LinkId link = world.connect(edge, cores[0]);
    world.carry(edge, {sbc::p2p::Send{link, sbc::p2p::Direct{"mail", encode(letter_number(1))}}});
    world.settle();
    CHECK(cores[3].boxes().letters() == 0);
    world.connect(cores[1], cores[2]);
    CHECK(cores[3].boxes().letters() == 1);
}

TEST_CASE(
    "of another core only what was asked for is taken, and lists that were not are an "
    "offence",
    "[message]") {
    World world;
    Core core;
    Probe liar{"post", true};
    world.add(core);
    world.add(liar);
    const LinkId link = world.connect(liar, core);
    const auto say = [&](const MailMessage& message) {
        world.carry(liar, {sbc::p2p::Send{link, sbc::p2p::Direct{"post", encode(message)}}});
        world.settle();
    };
    REQUIRE(liar.all<List>() == std::vector<List>{{Shelf::Cards, {}}});
    const Letter letter = letter_number(1);
    SECTION("a letter out of nothing is not taken") {
        say(letter);
        CHECK(core.boxes().letters() == 0);
        CHECK(core.penalties.empty());
    }
    SECTION("one that was listed is asked for, and taken once") {
        say(Lies{Shelf::Cards, {}, true});
        REQUIRE(liar.all<List>().size() == 2);
        say(Lies{Shelf::Letters, {to_text(id(letter))}, true});
        CHECK(liar.all<Want>() == std::vector<Want>{{Shelf::Letters, {to_text(id(letter))}}});
        say(letter);
        CHECK(core.boxes().letters() == 1);
        CHECK(core.penalties.empty());
        SECTION("a list that nobody has asked for") {
            say(Lies{Shelf::Letters, {}, true});
            CHECK(core.penalties == std::vector<unsigned>{10});
        }
    }
    SECTION("a list of another shelf") {
        say(Lies{Shelf::Letters, {}, true});
        CHECK(core.penalties == std::vector<unsigned>{10});
    }
    SECTION("a list that begins where the last one did") {
        const auto bobs = sbc::crypto::to_address(bob()) + "/1";
        say(Lies{Shelf::Cards, {bobs}, false});
        say(Lies{Shelf::Cards, {bobs}, false});
        CHECK(core.penalties == std::vector<unsigned>{10});
    }
    SECTION("a forged card that was asked for") {
        Card card = card_of("bob");
        card.signature = card_of("carol").signature;
        say(Lies{Shelf::Cards, {sbc::crypto::to_address(bob()) + "/1"}, true});
        say(stamped(card));
        CHECK(core.penalties == std::vector<unsigned>{10});
    }
    SECTION("what an edge says") {
        say(Knock{bob()});
        CHECK(core.penalties == std::vector<unsigned>{10});
    }
    SECTION("one that does not answer is asked again later, and its late answer is no offence") {
        world.wait(11min);
        const auto asked = liar.all<List>().size();
        CHECK(asked >= 2);
        CHECK(asked <= 3);
        for (std::size_t late = 1; late < asked; ++late) say(Lies{Shelf::Letters, {}, true});
        CHECK(core.penalties.empty());
    }
}

TEST_CASE("of a core that says too much no more is read until time has passed", "[message]") {
    World world;
    Core core;
    Probe pest{"post", true};
    world.add(core);
    world.add(pest);
    const LinkId link = world.connect(pest, core);
    const auto say = [&](const std::string& body) {
        world.carry(pest, {sbc::p2p::Send{link, sbc::p2p::Direct{"post", body}}});
        world.settle();
    };
    const std::string list = encode(List{Shelf::Letters, {}});
    const std::string nonsense = "{}";
    for (int count = 0; count < 30'000; ++count) say(list);
    say(nonsense);
    CHECK(core.penalties.empty());
    world.wait(1s);
    say(nonsense);
    CHECK(core.penalties == std::vector<unsigned>{10});
}

TEST_CASE("what is spread is believed as little, and nobody is to blame for it", "[message]") {
    World world;
    Core core;
    Probe neighbour{"post", true};
    world.add(core);
    world.add(neighbour);
    world.connect(neighbour, core);
    Card forged = card_of("bob");
    forged.signature = card_of("carol").signature;
    for (const std::string& body :
         {std::string{"{}"}, encode(MailMessage{stamped(forged)}), encode(Knock{bob()})}) {
        world.carry(neighbour, {sbc::p2p::Publish{"post", body}});
        world.settle();
    }
    CHECK(core.boxes().cards() == 0);
    CHECK(core.penalties.empty());
    world.carry(neighbour, {sbc::p2p::Publish{"post", encode(MailMessage{letter_number(1)})}});
    world.settle();
    CHECK(core.boxes().letters() == 1);
}
