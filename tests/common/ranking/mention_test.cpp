#include "ranking/mention.hpp"

#include "catch.hpp"
#include "ranking_kit.hpp"

using namespace kit;
using sbc::ranking::mentions_of;

namespace {

Mention received(const SigningKey& who, std::uint64_t points, std::string why = {}) {
    return {Received, who.public_key(), points, std::move(why)};
}
Mention named(const SigningKey& who, std::string name) {
    return {Named, who.public_key(), 0, std::move(name)};
}
// As if it spent these coins.
std::vector<Mention> said_by(std::vector<Output> outputs, const std::vector<Coin>& spends,
                             std::optional<Note> note = {}) {
    Transaction made;
    made.outputs = std::move(outputs);
    made.note = std::move(note);
    return mentions_of(made, spends);
}

}  // namespace

TEST_CASE("points count for whoever gets them from somebody else", "[ranking]") {
    CHECK(said_by({output(bob(), 7)}, {coin_of(alice())}) ==
          std::vector<Mention>{received(bob(), 7)});
    SECTION("and the memo says why") {
        CHECK(said_by({output(bob(), 7)}, {coin_of(alice())}, memo("you are great")) ==
              std::vector<Mention>{received(bob(), 7, "you are great")});
    }
    SECTION("what an application has noted is no memo") {
        CHECK(said_by({output(bob(), 7)}, {coin_of(alice())}, Note{"game", "you are great"}) ==
              std::vector<Mention>{received(bob(), 7)});
    }
    SECTION("each output counts, also when two are of one address") {
        CHECK(
            said_by({output(bob(), 7), output(carol(), 1), output(bob(), 2)}, {coin_of(alice())}) ==
            std::vector<Mention>{received(bob(), 7), received(carol(), 1), received(bob(), 2)});
    }
}

TEST_CASE("change and what one pays oneself do not count", "[ranking]") {
    CHECK(said_by({output(bob(), 3), output(alice(), 6)}, {coin_of(alice())}) ==
          std::vector<Mention>{received(bob(), 3)});
    CHECK(said_by({output(alice(), 9)}, {coin_of(alice())}, memo("I am great")).empty());
    SECTION("of several who pay together, none is given anything") {
        CHECK(said_by({output(alice(), 15), output(bob(), 4)}, {coin_of(alice()), coin_of(bob())})
                  .empty());
        CHECK(said_by({output(bob(), 19)}, {coin_of(alice()), coin_of(bob())}).empty());
    }
}

TEST_CASE("what is mined is mined, and not received", "[ranking]") {
    const Transaction mined = coinbase(5, {output(alice(), 60), output(bob(), 40)});
    CHECK(mentions_of(mined, {}) == std::vector<Mention>{{Mined, alice().public_key(), 60, {}},
                                                         {Mined, bob().public_key(), 40, {}}});
    SECTION("a miner who writes a memo has still thanked nobody") {
        Transaction with_note = mined;
        with_note.note = memo("for me");
        CHECK(mentions_of(with_note, {}) == mentions_of(mined, {}));
    }
    SECTION("nor has he signed a name") {
        Transaction with_note = mined;
        with_note.note = my_name("bob");
        CHECK(mentions_of(with_note, {}) == mentions_of(mined, {}));
    }
}

TEST_CASE("a name is believed of whoever has signed all inputs", "[ranking]") {
    CHECK(said_by({output(alice(), 9)}, {coin_of(alice())}, my_name("Alice")) ==
          std::vector<Mention>{named(alice(), "Alice")});
    SECTION("of somebody who is paid it says nothing") {
        CHECK(said_by({output(bob(), 9)}, {coin_of(alice())}, my_name("Alice")) ==
              std::vector<Mention>{received(bob(), 9), named(alice(), "Alice")});
    }
    SECTION("of two who sign together neither is named") {
        CHECK(said_by({output(carol(), 9)}, {coin_of(alice()), coin_of(bob())}, my_name("Alice")) ==
              std::vector<Mention>{received(carol(), 9)});
    }
    SECTION("an empty one takes the name back") {
        CHECK(said_by({output(alice(), 9)}, {coin_of(alice())}, my_name("")) ==
              std::vector<Mention>{named(alice(), "")});
    }
    SECTION("what no terminal should be told is not in it, and it is not long") {
        const auto odd = said_by({output(alice(), 9)}, {coin_of(alice())},
                                 my_name("\x1b[2J" + std::string(200, 'a')));
        REQUIRE(odd.size() == 1);
        CHECK(odd.front().text.substr(0, 5) == "?[2Ja");
        CHECK(odd.front().text.size() == 40 + 3);
    }
}
