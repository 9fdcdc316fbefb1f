// What a light wallet shows its owner, and keeps.
#include "catch.hpp"
#include "light_scene.hpp"

using namespace light;

TEST_CASE("a light wallet finds out what its keys have, from headers and proofs alone", "[node]") {
    Town town{1};
    const std::string mined = coinbase(1, "alice");
    town.mine({mined});
    for (std::uint64_t h = 2; h < 5; ++h) town.mine({coinbase(h, "carol")});
    town.mine({coinbase(5, "carol"),
               payment({{id(mined), 0}}, "alice",
                       {{address("bob"), Amount{70}}, {address("alice"), Amount{29}}})});
    REQUIRE(town.wallet.add_key(address("bob"), "mine", Past::Some));
    town.connect(0);
    CHECK(town.wallet.state().headers == Height{5});
    CHECK(town.wallet.state().read == Height{5});
    CHECK(town.balance() == 70);
    REQUIRE(town.wallet.wallet().entries() == 1);
    CHECK(newest(town).state == wallet::State::Confirmed);
    CHECK(newest(town).height == Height{5});
    CHECK(newest(town).counterpart == address("alice"));
    CHECK(town.wallet.wallet().confirmations(newest(town)) == 1);
    REQUIRE(town.wallet.state().cores.size() == 1);
    CHECK(town.wallet.state().cores[0].caught_up);
    SECTION("and what comes later") {
        town.mine({coinbase(6, "bob")});
        CHECK(town.wallet.wallet().balance().maturing == Amount{100});
        CHECK(town.wallet.state().read == Height{6});
        town.mine({coinbase(7, "carol")});
        CHECK(town.wallet.wallet().confirmations(
                  *town.wallet.wallet().find(id(coinbase(6, "bob")))) == 2);
    }
    SECTION("a key with a past that comes later is read from the beginning") {
        REQUIRE(town.wallet.add_key(address("alice"), "old", Past::Some));
        town.run();
        CHECK(town.balance() == 99);
        CHECK(town.wallet.wallet().entries() == 2);
    }
    SECTION("a new key costs no second reading") {
        const std::size_t asked = town.asked;
        REQUIRE(town.wallet.add_key(address("dora"), "new", Past::None));
        town.run();
        CHECK(town.asked == asked + 1);
        town.mine({coinbase(6, "dora")});
        CHECK(town.wallet.wallet().balance().maturing == Amount{100});
    }
    SECTION("and nothing any more when the keys are forgotten") {
        town.wallet.forget_keys();
        town.run();
        CHECK(town.wallet.wallet().entries() == 0);
        CHECK(town.wallet.wallet().addresses().empty());
    }
    CHECK(town.closed_by_wallet.empty());
    CHECK(town.closed_by_core.empty());
}

TEST_CASE("a payment is shown while it waits, then in its block", "[node]") {
    Town town{2};
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    town.connect(0);
    town.connect(1);
    const std::string mined = coinbase(1, "alice");
    town.mine({mined});
    for (std::uint64_t h = 2; h < 5; ++h) town.mine({coinbase(h, "carol")});
    const auto paid = payment({{id(mined), 0}}, "alice", {{address("bob"), Amount{99}}});
    town.core_pays(0, paid);
    CHECK(town.arriving() == 99);
    CHECK(newest(town).state == wallet::State::Waiting);
    CHECK(newest(town).counterpart == address("alice"));
    SECTION("confirmed") {
        town.mine({coinbase(5, "carol", 101), paid});
        CHECK(town.balance() == 99);
        CHECK(town.arriving() == 0);
        CHECK(town.wallet.wallet().entries() == 1);
    }
    SECTION("until another one that spends the same is in a block") {
        town.mine({coinbase(5, "carol"),
                   payment({{id(mined), 0}}, "alice", {{address("alice"), Amount{100}}})});
        CHECK(town.arriving() == 0);
        CHECK(newest(town).state == wallet::State::Refused);
        CHECK_THAT(newest(town).reason, ContainsSubstring("core 1 says: "));
    }
    SECTION("also to a wallet that comes later") {
        Town other{0};
        REQUIRE(other.wallet.add_key(address("bob"), "", Past::Some));
        other.cores.push_back(std::move(town.cores[0]));
        other.connect(0);
        CHECK(other.arriving() == 99);
    }
}

TEST_CASE("one's own payment goes to each core and waits until a block holds it", "[node]") {
    Town town{2};
    REQUIRE(town.wallet.add_key(address("alice"), "", Past::Some));
    const LinkId first = town.connect(0);
    const std::string mined = coinbase(1, "alice");
    town.mine({mined});
    for (std::uint64_t h = 2; h < 5; ++h) town.mine({coinbase(h, "carol")});
    const auto paid = payment({{id(mined), 0}}, "alice", {{address("bob"), Amount{99}}});
    const std::vector<Coin> spent{{{address("alice"), Amount{100}}, Height{1}, true}};
    const auto hand_in = [&] {
        REQUIRE(town.wallet.pay(checked(paid), spent));
        CHECK(town.wallet.deadline() <= town.now);
        town.run();
    };
    SECTION("it is taken") {
        hand_in();
        CHECK(town.cores[0]->pool.size() == 1);
        REQUIRE(town.wallet.payment(id(paid)));
        CHECK(town.wallet.payment(id(paid))->taken_by == std::vector<std::string>{"core 1"});
        town.connect(1);
        CHECK(town.cores[1]->pool.size() == 1);
        CHECK(town.wallet.payment(id(paid))->taken_by.size() == 2);
        town.mine({coinbase(5, "carol", 101), paid});
        CHECK_FALSE(town.wallet.payment(id(paid)));
        CHECK(newest(town).state == wallet::State::Confirmed);
    }
    SECTION("without a core it waits for one") {
        town.disconnect(first);
        hand_in();
        CHECK(town.wallet.payment(id(paid))->unanswered == 0);
        town.connect(1);
        CHECK(town.cores[1]->pool.size() == 1);
    }
    SECTION("refused by the only core, its coins are free again, and the reason is said") {
        town.cores[0]->refuses = "it pays too little";
        hand_in();
        CHECK(newest(town).state == wallet::State::Refused);
        CHECK(newest(town).reason == "core 1 says: it pays too little");
        CHECK(town.balance() == 100);
    }
    SECTION("refused by one of two, it waits with the other, and is offered again") {
        town.connect(1);
        town.cores[0]->refuses = "no";
        hand_in();
        CHECK(newest(town).state == wallet::State::Waiting);
        CHECK(town.wallet.payment(id(paid))->refused == std::vector<std::string>{"core 1: no"});
        town.cores[0]->refuses.reset();
        town.wait(60s);
        CHECK(town.wallet.payment(id(paid))->taken_by.size() == 2);
    }
}

TEST_CASE("a reorganisation is followed and said", "[node]") {
    Town town{1};
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    town.connect(0);
    const std::string mined = coinbase(1, "alice");
    town.mine({mined});
    for (std::uint64_t h = 2; h < 4; ++h) town.mine({coinbase(h, "carol")});
    const auto paid = payment({{id(mined), 0}}, "alice", {{address("bob"), Amount{99}}});
    town.mine({coinbase(4, "bob"), paid});
    CHECK(town.balance() == 99);
    Core& core = *town.cores[0];
    const Block rival = core.next({coinbase(4, "dora")}, 3);
    town.give(0, rival);
    Core fork;  // knows the rival branch as its own
    for (std::uint64_t h = 1; h < 4; ++h) fork.add(*core.chain.block(core.chain.at(Height{h})));
    fork.add(rival);
    const bool holds_it = GENERATE(true, false);
    const Block last = holds_it ? fork.next({coinbase(5, "dora", 101), paid}, 4)
                                : fork.next({coinbase(5, "dora")}, 4);
    town.give(0, last);
    CHECK(core.chain.height() == Height{5});
    CHECK(says(town, "the history has changed: 1 block does not count any more, from 4 on"));
    const auto* entry = town.wallet.wallet().find(id(paid));
    REQUIRE(entry != nullptr);
    CHECK(entry->returned == !holds_it);
    CHECK((entry->state == wallet::State::Confirmed) == holds_it);
    CHECK(town.balance() == (holds_it ? 99 : 0));
    CHECK(town.arriving() == (holds_it ? 0 : 99));
    CHECK(town.wallet.wallet().find(id(coinbase(4, "bob")))->state == wallet::State::Refused);
    CHECK(town.wallet.state().read == Height{5});
    CHECK(town.closed_by_wallet.empty());
}

TEST_CASE("many records come page by page, a full block in several messages", "[node]") {
    Town town{1};
    std::vector<Output> many;
    many.assign(95, {address("bob"), Amount{1}});
    const std::string mined = coinbase(1, many);
    town.mine({mined});
    for (std::uint64_t h = 2; h < 5; ++h) town.mine({coinbase(h, "bob", 90 + h)});
    std::vector<std::string> block{coinbase(5, "bob")};
    for (std::uint32_t i = 0; i < 60; ++i) {
        block.push_back(payment({{id(mined), i}}, "bob", {{address("bob"), Amount{1}}}));
    }
    town.mine(block);
    for (std::uint64_t h = 6; h < 200; ++h) town.mine({coinbase(h, "bob", 50)});
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    std::size_t parts = 0;
    std::size_t pages = 0;
    town.tamper = [&](LinkId, LightMessage& message) {
        if (const auto* records = std::get_if<Records>(&message)) {
            ++(records->upto == records->above ? parts : pages);
        }
        return true;
    };
    town.connect(0);
    town.wait(5s);
    CHECK(parts >= 1);
    CHECK(pages >= 4);
    CHECK(town.wallet.wallet().entries() == 1 + 3 + 61 + 194);
    CHECK(town.wallet.state().read == Height{199});
    CHECK(town.closed_by_wallet.empty());
}

TEST_CASE("headers are kept in a file and believed like a stranger's", "[node]") {
    Town town{1};
    for (std::uint64_t h = 1; h < 30; ++h) town.mine({coinbase(h, "bob")});
    town.connect(0);
    std::string kept = town.wallet.kept_headers();
    REQUIRE(kept.size() == std::size_t{29} * 80);
    const auto wall = town.moment().wall;
    LightWallet again{network(), rules()};
    SECTION("whole") {
        CHECK(again.take_headers(kept, wall) == 29);
        CHECK(again.state().headers == Height{29});
        CHECK(again.kept_headers() == kept);
    }
    SECTION("cut off, damaged, or of another network") {
        CHECK(again.take_headers(kept.substr(0, kept.size() - 1), wall) == 28);
        kept[10 * 80 + 4] = kept[10 * 80 + 4] == 'x' ? 'y' : 'x';  // its parent
        LightWallet damaged{network(), rules()};
        CHECK(damaged.take_headers(kept, wall) == 10);
        Network other = network();
        other.name = "other";
        LightWallet stranger{other, rules()};
        CHECK(stranger.take_headers(kept, wall) == 0);
        CHECK(stranger.take_headers("", wall) == 0);
    }
}

TEST_CASE("a light wallet has at most a hundred keys, and a label can change", "[node]") {
    Town town{1};
    for (int i = 0; i < 100; ++i) {
        REQUIRE(town.wallet.add_key(address(std::to_string(i)), "", Past::None));
    }
    const auto refused = town.wallet.add_key(address("one more"), "", Past::None);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == LightError::TooManyKeys);
    REQUIRE(town.wallet.add_key(address("7"), "lunch", Past::None));
    CHECK(town.wallet.wallet().addresses()[7].label == "lunch");
}

TEST_CASE("a light wallet says what it cannot know", "[node]") {
    std::string all;
    for (const auto sentence : LightWallet::cannot_know()) all += std::string{sentence} + "\n";
    CHECK_THAT(all, ContainsSubstring("learn your addresses"));
    CHECK_THAT(all, ContainsSubstring("leave out"));
    CHECK_THAT(all, ContainsSubstring("unspent"));
    CHECK_THAT(all, ContainsSubstring("compact filters"));
}

TEST_CASE("what was asked before the keys were forgotten may be answered", "[node]") {
    Town town{1};
    town.mine({coinbase(1, "bob")});
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    std::optional<LightMessage> late;
    town.tamper = [&](LinkId, LightMessage& message) {
        if (!std::holds_alternative<Records>(message) || late) return true;
        late = message;
        return false;
    };
    const LinkId link = town.connect(0);
    REQUIRE(late);
    town.wallet.forget_keys();
    town.run();
    town.wallet_says(town.wallet.direct(link, encode(*late), town.moment()));
    town.run();
    CHECK(town.closed_by_wallet.empty());
    CHECK(town.wallet.wallet().entries() == 0);
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    town.run();
    CHECK(town.wallet.wallet().entries() == 1);
}
