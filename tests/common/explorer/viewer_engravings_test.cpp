// What an explorer shows of engravings: authors by their addresses, and names for what they are.
#include "../node/full_node_kit.hpp"
#include "explorer/viewer.hpp"

using namespace kit;
using sbc::explorer::Observer;
using sbc::explorer::Viewer;
namespace message = sbc::message;

namespace {

FullNodeSettings quick() {
    FullNodeSettings settings{.miner = Miner{alice().public_key(), {}}};
    settings.workbench.gather = sbc::Duration{0};
    return settings;
}

// Alice's node, which shows engravings.
struct Wall {
    Home home{quick()};
    Observer observer{home.chain()};
    sbc::ranking::ChainRanking ranking{home.chain(), home.store};
    message::EngravingIndex index{home.chain(), home.store};
    message::EngravingService service{home.chain(), home.store, index,
                                      message::waiting_in(home.node())};
    sbc::p2p::CoreNode core{{}, {&home.node(), &observer, &ranking, &index, &service}};
    std::map<std::string, std::string> called;
    std::map<sbc::crypto::PublicKey, std::string> known;
    Viewer viewer{{home.node(), ranking, observer, core, called, known, nullptr, {}, &service}};
    std::string address = sbc::ranking::short_address(alice().public_key());

    Wall() {
        home.node().when_payment_comes([this](const Hash& id) { service.came(id); });
        home.mine(6);
    }
    [[nodiscard]] std::vector<sbc::gui::EngravingMark> marks() {
        while (observer.deadline() <= home.now) (void)observer.on_time(home.moment());
        while (ranking.deadline() <= home.now) (void)ranking.on_time(home.moment());
        while (index.deadline() <= home.now) (void)index.on_time(home.moment());
        while (service.deadline() <= home.now) (void)service.on_time(home.moment());
        return viewer.view()->engravings;
    }
    void note(std::uint64_t coin, const std::string& app, const std::string& text) {
        sbc::ledger::Transaction made;
        made.inputs = {{home.coin(coin), {}}};
        made.outputs = {{alice().public_key(), Amount{99}}};
        made.note = sbc::ledger::Note{app, text};
        made.inputs[0].signature =
            alice().sign(sbc::ledger::signed_bytes(rules().network, encode_unsigned(made)));
        REQUIRE(home.submit(encode(made)).empty());
    }
};

}  // namespace

TEST_CASE("an engraving waits in no block, then stands in one, with time and height",
          "[explorer]") {
    Wall wall;
    CHECK(wall.marks().empty());
    wall.note(1, "engraved", "永遠に\n\u202ehere");
    auto marks = wall.marks();
    REQUIRE(marks.size() == 1);
    CHECK(marks[0].waiting);
    CHECK(marks[0].when.empty());
    CHECK(marks[0].address == wall.address);
    CHECK(marks[0].text == "永遠に??here");
    wall.home.mine(1);
    marks = wall.marks();
    REQUIRE(marks.size() == 1);
    CHECK_FALSE(marks[0].waiting);
    CHECK(marks[0].height == 7);
    CHECK(marks[0].when.size() == std::string{"2026-11-20 14:03"}.size());
    SECTION("what waits comes before what stands, and the newest first") {
        wall.note(2, "engraved", "second");
        wall.home.mine(1);
        wall.note(3, "engraved", "third");
        marks = wall.marks();
        REQUIRE(marks.size() == 3);
        CHECK(marks[0].text == "third");
        CHECK(marks[0].waiting);
        CHECK(marks[1].text == "second");
        CHECK(marks[2].height == 7);
    }
    SECTION("a memo is none") {
        wall.note(2, "memo", "engraved");
        wall.home.mine(1);
        CHECK(wall.marks().size() == 1);
    }
}

TEST_CASE("the name of an engraving's author is a claim, and his address is there with it",
          "[explorer]") {
    Wall wall;
    wall.note(1, "engraved", "here");
    wall.home.mine(1);
    CHECK(wall.marks().at(0).name.empty());
    wall.note(2, "name", "bob” sb1qqqq");
    wall.home.mine(1);
    const auto claimed = wall.marks().at(0);
    CHECK(claimed.name == "bob' sb1qqqq");
    CHECK(claimed.claimed);
    CHECK(claimed.address == wall.address);
    SECTION("as people here call her, whatever she claims") {
        wall.known[alice().public_key()] = "Alice B.";
        wall.home.mine(1);
        CHECK(wall.marks().at(0).name == "Alice B.");
        CHECK_FALSE(wall.marks().at(0).claimed);
        CHECK(wall.marks().at(0).address == wall.address);
    }
}
