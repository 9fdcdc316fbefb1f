// A core's mail, as its edges see it: what it shows to whom.
#include "post_office_scene.hpp"

using namespace mail;

namespace {

std::string why(const Probe& probe) {
    REQUIRE_FALSE(probe.all<Refused>().empty());
    return std::string{name_of(probe.all<Refused>().back().why)};
}

}  // namespace

TEST_CASE("a core answers whether it keeps what an edge hands in", "[message]") {
    Office office;
    const Letter letter = letter_number(1);
    office.say(letter);
    office.say(letter);  // it has come back, and hands it in again
    CHECK(office.edge.all<Held>() == std::vector<Held>{{id(letter)}, {id(letter)}});
    Letter late = letter;
    late.until = now - 1s;
    office.say(stamped(late));
    CHECK(why(office.edge) == "over");
    CHECK_FALSE(office.sent_away());
    office.say(receipt_for(id(letter)));
    office.say(letter);
    // Once because it had handed it in, and once because it asked again.
    CHECK(office.edge.all<Receipt>().size() == 2);
    CHECK(office.core.boxes().letters() == 0);
}

TEST_CASE("a core shows the newest card, or says that nobody has one", "[message]") {
    Office office;
    office.say(Find{bob()});
    CHECK(office.edge.all<Nobody>().size() == 1);
    office.say(stamped(card_of("bob", 2)));
    office.say(stamped(card_of("bob", 1)));
    CHECK(why(office.edge) == "older");
    office.say(Find{bob()});
    REQUIRE(office.edge.all<Card>().size() == 1);
    CHECK(office.edge.all<Card>().front().sequence == Sequence{2});
}

TEST_CASE("letters are shown to nobody who has not signed the challenge in this connection",
          "[message]") {
    Office office;
    office.hand_in(1);
    office.say(Knock{bob()});
    REQUIRE(office.edge.all<Ask>().size() == 1);
    const Challenge challenge = office.edge.all<Ask>().back().challenge;
    SECTION("to its owner they are") {
        office.say(Office::claim_of("bob", "bob", challenge));
        CHECK(office.edge.all<Welcome>() == std::vector<Welcome>{{bob(), 1}});
        CHECK(office.edge.all<Letter>().size() == 1);
        return;
    }
    SECTION("another key has signed") { office.say(Office::claim_of("bob", "mallory", challenge)); }
    SECTION("nobody was asked") { office.say(Office::claim_of("carol", "carol", challenge)); }
    SECTION("another challenge was signed") {
        office.say(Knock{bob()});
        office.say(Office::claim_of("bob", "bob", challenge));
    }
    SECTION("it was signed for another network") {
        const auto part = claim_part(bob(), challenge, network("another"));
        office.say(Claim{bob(), key_of("bob").sign(part)});
    }
    SECTION("the challenge has been used") {
        office.say(Office::claim_of("bob", "bob", challenge));
        office.edge.ear.heard.clear();
        office.say(Office::claim_of("bob", "bob", challenge));
    }
    SECTION("it was another connection") {
        office.cut(office.edge);
        office.link = office.connect(office.edge, office.core);
        office.say(Office::claim_of("bob", "bob", challenge));
    }
    CHECK(office.edge.all<Welcome>().empty());
    CHECK(office.edge.all<Letter>().empty());
    CHECK(office.sent_away());
    CHECK(office.core.boxes().letters() == 1);
}

TEST_CASE("challenges are different for each address and each claim", "[message]") {
    Office office;
    std::set<Challenge> all;
    for (int count = 0; count < 5; ++count) {
        office.claim("bob", "bob");
        office.claim("carol", "carol");
    }
    for (const Ask& ask : office.edge.all<Ask>()) all.insert(ask.challenge);
    CHECK(all.size() == 10);
}

TEST_CASE("who knocks again before he has answered is asked the same", "[message]") {
    Office office;
    office.say(Knock{bob()});
    office.say(Knock{bob()});
    const auto asked = office.edge.all<Ask>();
    REQUIRE(asked.size() == 2);
    CHECK(asked[0] == asked[1]);
}

TEST_CASE("a few letters at a time are under way, until their receipts come", "[message]") {
    PostOfficeSettings settings = office_settings();
    settings.under_way = 3;
    Office office{std::move(settings)};
    office.hand_in(5);
    office.claim("bob", "bob");
    CHECK(office.edge.all<Welcome>().front().letters == 5);
    auto shown = office.edge.all<Letter>();
    REQUIRE(shown.size() == 3);
    CHECK(shown.front() == letter_number(0));  // the oldest first
    office.say(receipt_for(id(shown[1])));
    CHECK(office.edge.all<Letter>().size() == 4);
    office.say(receipt_for(id(shown[1])));  // once more: nothing new
    CHECK(office.edge.all<Letter>().size() == 4);
    SECTION("one that is over makes room, too") {
        office.wait(48h + 1s);
        office.say(stamped(letter_number(9, "bob", 49h), now + 48h));
        CHECK(office.edge.all<Letter>().size() == 5);
    }
    SECTION("who claims again is sent again what he has not acknowledged") {
        office.edge.ear.heard.clear();
        office.claim("bob", "bob");
        CHECK(office.edge.all<Letter>().size() == 3);
    }
}

TEST_CASE("an edge claims so many addresses at the most", "[message]") {
    Office office;
    for (int number = 0; number < 20; ++number) {
        office.say(Knock{key_of(std::to_string(number)).public_key()});
    }
    CHECK(office.edge.all<Ask>().size() == 16);
    office.say(Knock{key_of("3").public_key()});  // one of them
    CHECK(office.edge.all<Ask>().size() == 17);
}

TEST_CASE("an edge that says too much is not answered until time has passed", "[message]") {
    PostOfficeSettings settings = office_settings();
    settings.rate = 10;
    settings.burst = 20;
    Office office{std::move(settings)};
    for (int count = 0; count < 50; ++count) office.say(Find{bob()});
    CHECK(office.edge.all<Nobody>().size() == 20);
    office.wait(1s);
    for (int count = 0; count < 50; ++count) office.say(Find{bob()});
    CHECK(office.edge.all<Nobody>().size() == 30);
    CHECK_FALSE(office.sent_away());
}

TEST_CASE("nonsense, what only cores say and forged signatures end an edge's connection",
          "[message]") {
    Office office;
    SECTION("nonsense") { office.say(office.edge, office.link, "{}"); }
    SECTION("what only a core says") { office.say(Held{}); }
    SECTION("what one core says to another") { office.say(List{Shelf::Letters, {}}); }
    SECTION("a forged card") {
        Card card = card_of("bob");
        card.signature = card_of("carol").signature;
        office.say(stamped(card));
    }
    SECTION("a forged receipt") {
        Receipt receipt = receipt_for(Hash{}, "mallory");
        receipt.to = bob();
        office.say(receipt);
    }
    CHECK(office.sent_away());
    CHECK(office.edge.links.empty());
}

TEST_CASE("clocks on walls may jump: mail goes when it is over, and what is left goes on",
          "[message]") {
    Office office;
    office.hand_in(1);
    office.wall -= 100h;
    office.wait(10min);
    CHECK(office.core.boxes().letters() == 1);
    office.wall += 100h + 49h;
    office.wait(2min);
    CHECK(office.core.boxes().letters() == 0);
    office.wall -= 49h;
    office.say(letter_number(2));
    CHECK(office.core.boxes().letters() == 1);
}
