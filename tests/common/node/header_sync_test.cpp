// Headers first, from honest neighbours; from others: header_liars_test.cpp.
#include "node/header_sync.hpp"

#include "sync_kit.hpp"

using namespace sync_kit;

namespace {

// One that knows so many blocks, and one that knows nothing; they have not met yet.
struct OldAndYoung {
    explicit OldAndYoung(std::size_t count, HeaderSyncLimits limits = {}) : young{easy(), limits} {
        Quarry quarry;
        old.has(quarry.run(quarry.root(), count));
        world.add(old);
        world.add(young);
    }

    bool agree_within(sbc::Duration time) {
        world.link(old, young);
        return world.run_until([&] { return young.tip() == old.tip(); }, time);
    }

    World world;
    SyncNode old;
    SyncNode young;
};

}  // namespace

TEST_CASE("a newcomer gets the headers and then the blocks of a long history", "[node]") {
    OldAndYoung two{700};
    REQUIRE(two.agree_within(60s));
    CHECK(two.young.drops.empty());
    CHECK(two.old.drops.empty());
    // Three messages are shown, and the same three once more.
    CHECK(two.world.sent["get_headers"] == 6);
}

TEST_CASE("what fits one message is shown only once", "[node]") {
    OldAndYoung two{249};
    REQUIRE(two.agree_within(60s));
    CHECK(two.world.sent["get_headers"] == 1);
}

TEST_CASE("headers alone are enough for who keeps a tree", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 600);
    BlockTree tree{easy()};
    HeaderSync sync{tree, keep_in(tree)};
    SyncNode full;
    full.has(blocks);
    const LinkId link{1};
    auto steps = sync.tip(link, full.tip(), beginning);
    std::size_t kept = 0;
    while (!steps.asks.empty()) {
        REQUIRE(steps.asks.size() == 1);
        const auto headers = headers_after(full.chain(), steps.asks[0].locator, most_headers);
        steps = sync.headers(link, headers, easy().begins + 24h, beginning);
        kept += steps.kept;
    }
    CHECK(kept == 600);
    CHECK(tree.ours().hash == full.tip().tip);
    CHECK_FALSE(sync.busy());
    CHECK(sync.deadline() == sbc::never);
}

TEST_CASE("another branch with more work is found, and one with less is not kept", "[node]") {
    Quarry quarry;
    const auto shared = quarry.run(quarry.root(), 50);
    const auto shorter = quarry.run(quarry.last(shared), 300);
    const auto longer = quarry.run(quarry.last(shared), 310);
    World world;
    SyncNode first;
    SyncNode second;
    world.add(first);
    world.add(second);
    first.has(shared);
    first.has(shorter);
    second.has(shared);
    second.has(longer);
    world.link(first, second);
    REQUIRE(world.run_until([&] { return first.tip() == second.tip(); }, 60s));
    CHECK(first.chain().tip().hash == quarry.last(longer).hash);
    CHECK(second.chain().tree().size() == 361);  // nothing of the shorter one
}

TEST_CASE("headers go on as bodies come, never further ahead than was said", "[node]") {
    OldAndYoung two{3'000, {.most_ahead = 600}};
    REQUIRE(two.agree_within(300s));
    CHECK(two.young.most_ahead <= 600);
    CHECK(two.young.most_ahead >= 350);
    CHECK(two.young.drops.empty());
}

TEST_CASE("a header from the future costs nothing", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 10);
    World world;
    SyncNode young;
    SyncNode old;
    old.has(blocks);
    world.add(old);
    world.add(young);
    world.set_wall(easy().begins - 24h);
    world.link(old, young);
    world.run_for(30s);
    CHECK(young.drops.empty());
    CHECK(young.chain().height() == Height{0});
    CHECK(world.sent["get_headers"] == 1);
}

TEST_CASE("a header goes ahead of its block, and is passed on before the block is here", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 2);
    SyncNode node;
    node.has({blocks[0]});
    World world;
    world.add(node);
    HeaderSync sync{node.chain().tree(), [&](const Header& header, std::chrono::sys_seconds wall) {
                        return const_cast<Chain&>(node.chain()).add_header(header, wall);
                    }};
    const auto first = sync.coming(LinkId{1}, blocks[1].header, world.wall(), beginning);
    CHECK(first.pass_on);
    REQUIRE(first.known.size() == 1);
    CHECK(first.known[0].coming);
    const auto second = sync.coming(LinkId{2}, blocks[1].header, world.wall(), beginning);
    CHECK_FALSE(second.pass_on);
    CHECK(second.known.size() == 1);
    SECTION("not, if it stands below our tip") {
        const auto aside = quarry.run(quarry.root(), 1);
        const auto third = sync.coming(LinkId{1}, aside[0].header, world.wall(), beginning);
        CHECK_FALSE(third.pass_on);
        CHECK(third.known.empty());
        CHECK(third.drops.empty());
    }
    SECTION("whoever passes on what has no work loses its link") {
        Header header = blocks[1].header;
        header.merkle_root = {};
        while (check_header(header)) header.nonce = Nonce{header.nonce.value() + 1};
        const auto fourth = sync.coming(LinkId{1}, header, world.wall(), beginning);
        REQUIRE(fourth.drops.size() == 1);
        CHECK(fourth.drops[0].penalty == 100);
    }
}

TEST_CASE("a neighbour that was held up for a while, and answers twice then, is not to blame",
          "[node]") {
    OldAndYoung two{1'100};
    const auto awake = beginning + 13s;
    two.world.latency = [&](LinkId from, LinkId) {
        const bool held_up =
            from == two.old.self && two.world.now() > beginning && two.world.now() < awake;
        return held_up ? std::chrono::duration_cast<sbc::Duration>(awake - two.world.now()) : 20ms;
    };
    CHECK(two.agree_within(60s));
    CHECK(two.young.drops.empty());
}
