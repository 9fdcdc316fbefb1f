#include "message/timeline.hpp"

#include "catch.hpp"
#include "engraving_scene.hpp"

using namespace stone;

TEST_CASE("what stands in a block and is proven is verified, the newest first", "[message]") {
    Begun street;
    street.mine({street.by_alice(0, "first"), street.by_alice(1, "second")});
    street.mine({street.by_alice(2, "第三")});
    street.connect(0);
    CHECK(street.lines() == Lines{"8 第三", "7 second", "7 first"});
    const auto newest_one = street.timeline.entries().front();
    CHECK(newest_one.verified);
    CHECK(newest_one.engraved.author == address("alice"));
    CHECK(newest_one.engraved.time == street.headers.ours().time());
    CHECK_FALSE(street.timeline.has_older());
    SECTION("and what comes later is found by the core's news") {
        street.mine({street.by_alice(3, "fourth")});
        street.wait(2s);
        CHECK(street.lines() == Lines{"9 fourth", "8 第三", "7 second", "7 first"});
    }
    CHECK(street.closed_by_wallet.empty());
    CHECK(street.closed_by_core.empty());
}

TEST_CASE("what waits is shown as heard, and as verified only when a block holds it", "[message]") {
    Begun street;
    street.connect(0);
    const std::string note = street.by_alice(0, "soon");
    street.pay(0, note);
    CHECK(street.lines() == Lines{"? soon"});
    CHECK(street.timeline.entries()[0].engraved.author == address("alice"));
    SECTION("a copy that is told a hundred times stays heard") {
        for (int i = 0; i < 100; ++i) {
            street.perform(
                street.timeline.direct(LinkId{1}, encode(Heard{*street.masons[0]->shown(id(note))}),
                                       street.moment()),
                false);
        }
        CHECK(street.lines() == Lines{"? soon"});
    }
    SECTION("a block holds it") {
        street.mine({note});
        street.wait(2s);
        CHECK(street.lines() == Lines{"7 soon"});
        SECTION("and who tells of it once more changes nothing") {
            Mason& mason = *street.masons[0];
            const Heard again{{note, {{address("alice"), Amount{100}}}}};
            street.perform(street.timeline.direct(LinkId{1}, encode(again), street.moment()),
                           false);
            CHECK(street.lines() == Lines{"7 soon"});
            CHECK(mason.service.links() == 1);
        }
    }
    SECTION("ten minutes go without a block") {
        street.wait(10min - 1s);
        CHECK(street.lines() == Lines{"? soon"});
        const auto before = street.timeline.version();
        street.wait(1s);
        CHECK(street.lines().empty());
        CHECK(street.timeline.version() > before);
    }
    SECTION("who comes later is told of it, too") {
        Street other{0};
        Timeline later{street.headers};
        street.masons[0]->service.joined(LinkId{9}, street.moment());
        const auto said = street.masons[0]->service.direct(LinkId{9}, encode(Show{from_the_top}),
                                                           street.moment());
        REQUIRE(said.size() == 2);
        const auto& send = std::get<sbc::p2p::Send>(said[1]);
        const auto message =
            decode_engraving_message(std::get<sbc::p2p::Direct>(send.message).body);
        CHECK(std::holds_alternative<Heard>(*message));
    }
}

TEST_CASE(
    "when the history turns, what stood in blocks that are gone is unverified again, and "
    "verified where it stands now",
    "[message]") {
    Begun street;
    street.connect(0);
    const std::string note = street.by_alice(0, "carved");
    street.mine({note});
    street.wait(2s);
    REQUIRE(street.lines() == Lines{"7 carved"});

    // Another branch from block 6 on, with more work.
    Core other;
    for (std::uint64_t h = 1; h < 7; ++h) {
        (void)other.add(
            *street.masons[0]->core.chain.block(street.masons[0]->core.chain.at(Height{h})));
    }
    std::vector<Block> branch;
    for (std::uint64_t h = 7; h < 9; ++h) {
        branch.push_back(
            on(other.chain.tree(), other.chain.tip(), {coinbase(h, h == 7 ? "carol" : "bob")}, 6s));
        (void)other.add(branch.back());
    }
    SECTION("the wallet's headers turn first, and the core's later") {
        street.show(branch[0]);
        street.show(branch[1]);
        street.run();
        CHECK(street.lines() == Lines{"? carved"});
        street.wait(5s);  // it asks again and again, and is shown a history that is not its own
        CHECK(street.lines() == Lines{"? carved"});
        street.shows = false;
    }
    for (const Block& block : branch) street.give(block);
    street.wait(2s);
    CHECK(street.lines() == Lines{"? carved"});
    street.shows = true;
    street.give(on(street.masons[0]->core.chain.tree(), street.masons[0]->core.chain.tip(),
                   {coinbase(9, "bob"), note}));
    street.wait(2s);
    CHECK(street.lines() == Lines{"9 carved"});
    CHECK(street.closed_by_wallet.empty());
    CHECK(street.closed_by_core.empty());
}

TEST_CASE("a core whose headers the wallet has not seen yet is asked again, not blamed",
          "[message]") {
    Begun street;
    const bool shown_before = GENERATE(true, false);
    if (shown_before) street.connect(0);
    street.shows = false;
    const Block block = street.mine({street.by_alice(0, "early")});
    if (!shown_before) street.connect(0);
    street.wait(3s);
    CHECK(street.lines().empty());
    CHECK(street.timeline.is_known() == shown_before);
    CHECK(street.closed_by_wallet.empty());
    street.show(block);
    street.run();
    CHECK(street.lines() == Lines{"7 early"});
    CHECK(street.timeline.is_known());
}
