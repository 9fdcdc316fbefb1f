// Cores that lie, hide, differ, are silent or change their minds: what a light wallet makes of it.
#include "catch.hpp"
#include "light_scene.hpp"

using namespace light;

TEST_CASE("a core that shows what cannot be is left, and nothing of it is believed", "[node]") {
    Town town{1};
    const std::string mined = coinbase(1, "alice");
    town.mine({mined});
    for (std::uint64_t h = 2; h < 5; ++h) town.mine({coinbase(h, "carol")});
    town.mine(
        {coinbase(5, "bob"), payment({{id(mined), 0}}, "alice", {{address("bob"), Amount{100}}})});
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    struct Lie {
        const char* what;
        std::function<void(Records&)> tell;
        const char* words;
    };
    const Lie lie = GENERATE(values<Lie>({
        {"an altered amount",
         [](Records& all) {
             auto& text = all.records[1].transaction;
             text.replace(text.find("\"amount\":100"), 12, "\"amount\":900");
         },
         "does not lead to the root"},
        {"another place", [](Records& all) { all.records[1].index = 0; }, "order of blocks"},
        {"another block", [](Records& all) { all.records[1].height = Height{3}; },
         "order of blocks"},
        {"another owner", [](Records& all) { all.records[1].spends[0].address = address("carol"); },
         "not signed by the owner"},
        {"no owner", [](Records& all) { all.records[1].spends.clear(); }, "owners were named"},
        {"another sibling",
         [](Records& all) { all.records[1].siblings[0] = sbc::crypto::hash256({}); },
         "does not lead to the root"},
        {"twice the same", [](Records& all) { all.records.push_back(all.records[1]); },
         "order of blocks"},
        {"another question", [](Records& all) { all.above = Height{1}; }, "not asked"},
        {"more than was asked", [](Records& all) { all.upto = Height{6}; }, "not asked"},
        {"nothing, in pieces",
         [](Records& all) {
             all = {all.above, all.above, {}};
         },
         "without saying anything"},
    }));
    INFO(lie.what);
    town.tamper = [&](LinkId, LightMessage& message) {
        if (auto* records = std::get_if<Records>(&message)) lie.tell(*records);
        return true;
    };
    const LinkId link = town.connect(0);
    CHECK(town.closed_by_wallet == std::vector<LinkId>{link});
    CHECK_THAT(town.told, ContainsSubstring(lie.words));
    CHECK(town.wallet.state().read == Height{0});
    CHECK(town.balance() + town.arriving() == 0);
    CHECK(town.wallet.state().cores.empty());
    SECTION("the next core shows the truth") {
        town.tamper = nullptr;
        town.connect(0);
        CHECK(town.balance() == 100);
        CHECK(town.wallet.wallet().balance().maturing == Amount{100});
    }
}

TEST_CASE("what one core proves and the other leaves out is believed, and said", "[node]") {
    Town town{2};
    const std::string mined = coinbase(1, "alice");
    town.mine({mined});
    for (std::uint64_t h = 2; h < 5; ++h) town.mine({coinbase(h, "carol")});
    town.mine({coinbase(5, "carol"),
               payment({{id(mined), 0}}, "alice", {{address("bob"), Amount{100}}})});
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    const LinkId liar{GENERATE(1u, 2u)};
    town.tamper = [&](LinkId link, LightMessage& message) {
        auto* records = std::get_if<Records>(&message);
        if (records != nullptr && link == liar) records->records.clear();
        return true;
    };
    town.connect(0);
    town.connect(1);
    CHECK(town.balance() == 100);
    CHECK(newest(town).height == Height{5});
    CHECK_FALSE(newest(town).returned);
    const std::string name = "core " + std::to_string(liar.value());
    CHECK(says(town, name + " leaves out a transaction of yours in block 5"));
    CHECK(worries(town, name + " leaves out 1 of your transactions"));
    CHECK(town.closed_by_wallet.empty());
}

TEST_CASE("a core that hides income is found out when what it has brought is spent", "[node]") {
    Town town{1};
    const std::string mined = coinbase(1, "bob");
    town.mine({mined});
    for (std::uint64_t h = 2; h < 5; ++h) town.mine({coinbase(h, "carol")});
    town.mine(
        {coinbase(5, "carol"), payment({{id(mined), 0}}, "bob", {{address("dora"), Amount{100}}})});
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    town.tamper = [&](LinkId, LightMessage& message) {
        if (auto* records = std::get_if<Records>(&message)) {
            records->records.erase(records->records.begin());
        }
        return true;
    };
    town.connect(0);
    CHECK(says(town, "spends a coin of yours that was not shown"));
    CHECK(town.closed_by_wallet.size() == 1);
}

TEST_CASE("two cores with different histories are shown, not voted on", "[node]") {
    Town town{2};
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    town.mine({coinbase(1, "bob")});
    town.connect(0);
    town.connect(1);
    const Block one = town.cores[0]->next({coinbase(2, "bob")}, 1);
    const Block other = town.cores[0]->next({coinbase(2, "carol")}, 1);
    town.give(0, one);
    town.give(1, other);
    town.wait(29s);
    CHECK_FALSE(worries(town, "another history"));
    town.wait(2s);
    CHECK(worries(town,
                  "core 2 has another history, up to block 2, with no more work in it than yours"));
    CHECK(says(town, "core 2 has another history"));
    CHECK_FALSE(worries(town, "core 1 has"));
    town.give(0, other);  // it stands aside there
    const Block above = town.cores[1]->next({coinbase(3, "dora")}, 2);
    town.give(1, above);
    town.give(0, above);
    town.wait(2s);
    CHECK_FALSE(worries(town, "another history"));
    CHECK(town.wallet.state().read == Height{3});
    SECTION("and one that is behind") {
        for (std::uint64_t h = 4; h < 8; ++h) {
            town.give(0, town.cores[0]->next({coinbase(h, "dora")}, h - 1));
        }
        town.wait(31s);
        CHECK(worries(town, "core 2 is 4 blocks behind, at 3"));
    }
}

TEST_CASE("a core that does not answer about records is left", "[node]") {
    Town town{1};
    town.mine({coinbase(1, "bob")});
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    town.tamper = [](LinkId, LightMessage& message) {
        return !std::holds_alternative<Records>(message);
    };
    town.connect(0);
    town.wait(19s);
    CHECK(town.closed_by_wallet.empty());
    town.wait(2s);
    CHECK(town.closed_by_wallet.size() == 1);
    CHECK(says(town, "core 1 does not answer"));
}

TEST_CASE("a core whose history has changed meanwhile is asked again, but not without a pause",
          "[node]") {
    Town town{1};
    town.mine({coinbase(1, "bob")});
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    std::size_t answers = 0;
    town.tamper = [&](LinkId, LightMessage& message) {
        if (std::holds_alternative<Records>(message) && ++answers < 4) message = OtherHistory{};
        return true;
    };
    town.connect(0);
    CHECK(answers == 1);
    CHECK(town.wallet.state().read == Height{0});
    town.wait(5s);
    CHECK(answers == 4);
    CHECK(town.wallet.state().read == Height{1});
    CHECK(town.closed_by_wallet.empty());
}

TEST_CASE("what was to be told anew, and has been, does not wake the wallet any more", "[node]") {
    Town town{2};
    REQUIRE(town.wallet.add_key(address("bob"), "", Past::Some));
    town.mine({coinbase(1, "bob")});
    bool silent = false;
    town.tamper = [&](LinkId link, LightMessage& message) {
        auto* records = std::get_if<Records>(&message);
        if (records == nullptr || link != LinkId{1}) return true;
        records->records.clear();
        return !silent;
    };
    town.connect(0);
    silent = true;
    town.mine({coinbase(2, "carol")});  // about which the first core owes an answer
    town.connect(1);                    // that proves what the first one has left out
    REQUIRE(says(town, "core 1 leaves out a transaction of yours in block 1"));
    // Before the wallet is told: all is read again, and so it has been.
    SECTION("a key with a past comes") {
        REQUIRE(town.wallet.add_key(address("dora"), "", Past::Some));
    }
    SECTION("the keys are forgotten") { town.wallet.forget_keys(); }
    REQUIRE_NOTHROW(town.wait(5s));
    CHECK(town.wallet.deadline() > town.now);
}
