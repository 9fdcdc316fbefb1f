#include "message/engraving_index.hpp"

#include "catch.hpp"
#include "engraving_scene.hpp"
#include "ledger/kept_ledger.hpp"

using namespace stone;

namespace {

// Alice's coins of the first blocks can be spent.
struct Carved {
    Mason mason;
    std::vector<Outpoint> coins;
    std::vector<Height> changes;
    Moment moment{beginning, network().begins + 10h, 1};

    explicit Carved(EngravingIndex::Limits limits = {}, int blocks = 6) : mason{limits} {
        mason.index.when_changed([this](Height from) { changes.push_back(from); });
        for (int i = 0; i < blocks; ++i) mine();
    }
    Block block(const std::vector<std::string>& more = {},
                const std::string& miner = "alice") const {
        const std::uint64_t height = mason.core.chain.height().value() + 1;
        std::vector<std::string> all{coinbase(height, miner)};
        all.insert(all.end(), more.begin(), more.end());
        return mason.core.next(all, height - 1);
    }
    void mine(const std::vector<std::string>& more = {}) {
        const Block made = block(more);
        coins.push_back({id(made.transactions.front()), 0});
        mason.add(made);
    }
    [[nodiscard]] std::string note(std::size_t coin, const std::string& text) const {
        return engraved(coins.at(coin), "alice", text);
    }
    std::vector<std::string> follow(EngravingIndex& index) const {
        std::vector<std::string> told;
        while (index.deadline() <= moment.now) {
            for (const auto& action : index.on_time(moment)) {
                told.push_back(std::get<sbc::p2p::Tell>(action).text);
            }
        }
        return told;
    }
    std::vector<std::string> follow() { return follow(mason.index); }
};

}  // namespace

TEST_CASE("the engravings of a chain are kept with author, time and place, the newest first",
          "[message]") {
    Carved scene;
    scene.mine({scene.note(0, "first"), scene.note(1, "second")});
    scene.mine({noted({{scene.coins[2], "alice"}}, "memo", "not this")});
    scene.follow();
    CHECK(scene.mason.texts() == Lines{"second", "first"});
    CHECK(scene.mason.index.read() == scene.mason.core.chain.tip().hash);
    CHECK(scene.mason.index.deadline() == sbc::never);
    const Engraved last = scene.mason.index.last(1).front();
    CHECK(last.author == address("alice"));
    CHECK(last.height == Height{7});
    CHECK(last.index == 2);
    CHECK(last.time == scene.mason.core.chain.at(Height{7}).time());
    CHECK(last.id == id(scene.note(1, "second")));
    CHECK(scene.mason.index.block_below(Height{9}).height == Height{7});
    CHECK(scene.mason.index.block_below(Height{8}).places == std::set<std::uint32_t>{1, 2});
    CHECK(scene.mason.index.block_below(Height{7}).places.empty());
    CHECK(scene.changes == std::vector<Height>{Height{7}});
}

TEST_CASE("what several have paid together is no engraving", "[message]") {
    Carved scene;
    const std::string to_bob = payment({scene.coins[0]}, "alice", {{address("bob"), Amount{50}}});
    scene.mine({to_bob});
    scene.mine({noted({{scene.coins[1], "alice"}, {{id(to_bob), 0}, "bob"}}, "engraved", "we"),
                noted({{scene.coins[2], "alice"}, {scene.coins[3], "alice"}}, "engraved", "I")});
    scene.follow();
    CHECK(scene.mason.texts() == Lines{"I"});
}

TEST_CASE("an index that begins later, as after a restart, says the same", "[message]") {
    Carved scene;
    scene.mine({scene.note(0, "first")});
    scene.mine({scene.note(1, "second")});
    scene.follow();
    EngravingIndex later{scene.mason.core.chain, scene.mason.core.store, {.turn = {.blocks = 3}}};
    CHECK(later.on_time(scene.moment).empty());
    CHECK(later.last(10).empty());
    CHECK(later.deadline() == Instant::min());  // three blocks a turn
    scene.follow(later);
    CHECK(later.last(10) == scene.mason.index.last(10));
    CHECK(later.version() == 1);
    SECTION("also on a chain that was restored from the store") {
        sbc::ledger::InlineChecker checker;
        sbc::ledger::KeptLedger ledger{rules(), {1, 2}, checker};
        Chain restored{network(), ledger, scene.mason.core.store};
        REQUIRE(restored.restore());
        EngravingIndex again{restored, scene.mason.core.store};
        scene.follow(again);
        CHECK(again.last(10) == scene.mason.index.last(10));
    }
}

TEST_CASE("a reorganisation takes engravings back, and others take their places", "[message]") {
    Carved scene;
    scene.mine({scene.note(0, "stays")});
    const Block fork = scene.mason.core.chain.block(scene.mason.core.chain.tip()).value();
    scene.mine({scene.note(1, "goes")});
    scene.follow();
    REQUIRE(scene.mason.texts() == Lines{"goes", "stays"});
    scene.changes.clear();
    const std::string carved = engraved(scene.coins[2], "alice", "comes");
    Core& core = scene.mason.core;
    const Block eighth =
        on(core.chain.tree(), core.chain.at(Height{7}), {coinbase(8, "carol"), carved}, 6s);
    (void)core.add(eighth);
    const auto* place = core.chain.tree().find(hash_of(eighth.header));
    (void)core.add(on(core.chain.tree(), *place, {coinbase(9, "carol")}, 6s));
    REQUIRE(core.chain.height() == Height{9});
    scene.follow();
    CHECK(scene.mason.texts() == Lines{"comes", "stays"});
    CHECK(scene.changes == std::vector<Height>{Height{8}});
    CHECK(scene.mason.index.last(1).front().height == Height{8});
}

TEST_CASE("a bounded number is kept, and of a block all or nothing", "[message]") {
    Carved scene{{.most = 3}, 9};
    scene.mine({scene.note(0, "a"), scene.note(1, "b")});
    scene.mine({scene.note(2, "c")});
    scene.follow();
    CHECK(scene.mason.texts() == Lines{"c", "b", "a"});
    CHECK(scene.mason.index.complete_from() == Height{0});
    scene.mine({scene.note(3, "d")});
    scene.follow();
    CHECK(scene.mason.texts() == Lines{"d", "c"});
    CHECK(scene.mason.index.complete_from() == Height{11});
    SECTION("one block may have more") {
        scene.mine(
            {scene.note(4, "e"), scene.note(5, "f"), scene.note(6, "g"), scene.note(7, "h")});
        scene.follow();
        CHECK(scene.mason.texts() == Lines{"h", "g", "f", "e"});
        CHECK(scene.mason.index.complete_from() == Height{13});
    }
    SECTION("what is read again after a reorganisation is complete from there on") {
        Core& core = scene.mason.core;
        const Place* place = &core.chain.at(Height{9});
        for (std::uint64_t h = 10; h < 14; ++h) {
            std::vector<std::string> all{coinbase(h, "carol")};
            if (h == 10) all.push_back(scene.note(0, "again"));
            const Block made = on(core.chain.tree(), *place, all, 6s);
            (void)core.add(made);
            place = core.chain.tree().find(hash_of(made.header));
        }
        REQUIRE(core.chain.height() == Height{13});
        scene.follow();
        CHECK(scene.mason.texts() == Lines{"again"});
        CHECK(scene.mason.index.complete_from() == Height{10});
    }
}

TEST_CASE("a disk that cannot be read does not end the index, and is complained of once",
          "[message]") {
    Carved scene;
    scene.mine({scene.note(0, "first")});
    scene.mason.core.store.fails = true;
    const auto told = scene.follow();
    REQUIRE(told.size() == 1);
    CHECK_THAT(told[0], ContainsSubstring("block 7 cannot be read"));
    REQUIRE(scene.mason.index.deadline() > scene.moment.now);
    REQUIRE(scene.mason.index.deadline() != sbc::never);
    scene.moment.now = scene.mason.index.deadline();
    CHECK(scene.follow().empty());
    scene.mason.core.store.fails = false;
    scene.moment.now = scene.mason.index.deadline();
    CHECK(scene.follow().empty());
    CHECK(scene.mason.texts() == Lines{"first"});
}

TEST_CASE("the last ten are typed, with the name that is claimed in quotation marks", "[message]") {
    Carved scene{{}, 20};
    const auto typed = [&](const std::string& line) {
        Lines lines;
        for (const auto& action : scene.mason.index.typed(line, scene.moment)) {
            lines.push_back(std::get<sbc::p2p::Tell>(action).text);
        }
        return lines;
    };
    CHECK(typed("engraved") == Lines{"nobody has engraved anything yet"});
    for (std::size_t i = 0; i < 12; ++i) scene.mine({scene.note(i, "n" + std::to_string(i))});
    scene.follow();
    REQUIRE(typed("engraved").size() == 10);
    CHECK_THAT(typed("engraved").front(), ContainsSubstring(": “n11”"));
    CHECK_THAT(typed("engraved").back(), ContainsSubstring(": “n2”"));
    CHECK_THAT(typed("engraved").front(), !ContainsSubstring("zoe"));
    scene.mason.index.call_authors([](const PublicKey& key) {
        return key == address("alice") ? std::string{"zoe"} : std::string{};
    });
    CHECK_THAT(typed("engraved").front(), ContainsSubstring("“zoe” sb1"));
    for (const char* other : {"", "engraved ", "engraved 3", "Engraved", "ranking"}) {
        CHECK(typed(other).empty());
    }
}
