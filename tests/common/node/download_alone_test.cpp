// What a download asks for and promises, without a world around it.
#include <set>

#include "node/download.hpp"
#include "sync_kit.hpp"

using namespace sync_kit;

TEST_CASE("a window bounds how far ahead blocks come, in number and in bytes", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 400);
    BlockTree tree{easy()};
    for (const Block& block : blocks) {
        REQUIRE(tree.accept(*check_header(block.header), block.header.time));
    }
    const LinkId link{1};
    std::set<Hash> asked;
    const auto all_asked = [&](Download& download, std::size_t bytes) {
        // Everything comes but the lowest.
        auto steps = download.has({link, quarry.last(blocks).hash}, beginning);
        const Hash lowest = hash_of(blocks[0].header);
        while (!steps.asks.empty()) {
            const auto asks = std::exchange(steps, {}).asks;
            for (const auto& ask : asks) {
                for (const Hash& hash : ask.hashes) {
                    asked.insert(hash);
                    if (hash == lowest) continue;
                    tree.body_arrived(*tree.find(hash));
                    auto more = download.arrived(link, hash, bytes, beginning);
                    for (auto& one : more.asks) steps.asks.push_back(std::move(one));
                }
            }
        }
        return asked.size();
    };
    SECTION("in number") {
        Download download{tree, {.window = 100}};
        CHECK(all_asked(download, 100) == 100);
    }
    SECTION("in bytes") {
        Download download{tree, {.window_bytes = 1'000'000}};
        const std::size_t count = all_asked(download, 20'000);
        CHECK(count >= 16);
        CHECK(count <= 50 + 32);
    }
}

TEST_CASE("a block that is on its way is promised, and goes to who asked when it comes", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 2);
    BlockTree tree{easy()};
    for (const Block& block : blocks) {
        REQUIRE(tree.accept(*check_header(block.header), block.header.time));
    }
    Download download{tree};
    const Hash hash = hash_of(blocks[0].header);
    CHECK_FALSE(download.promise(LinkId{2}, hash, beginning));
    const auto asked = download.has({LinkId{1}, hash, true}, beginning);
    REQUIRE(asked.asks.size() == 1);
    CHECK(download.promise(LinkId{2}, hash, beginning));
    CHECK(download.promise(LinkId{2}, hash, beginning));
    CHECK(download.promise(LinkId{3}, hash, beginning));
    SECTION("it comes") {
        tree.body_arrived(*tree.find(hash));
        const auto steps = download.arrived(LinkId{1}, hash, 100, beginning);
        CHECK(steps.owed == std::vector<LinkId>{LinkId{2}, LinkId{3}});
        CHECK(steps.denied.empty());
    }
    SECTION("it does not come") {
        const auto steps = download.no_block(LinkId{1}, hash, beginning);
        CHECK(steps.owed.empty());
        CHECK(steps.denied.size() == 2);
    }
    SECTION("it takes long: two who wait for what a third keeps back do not wait for each other") {
        const auto later = beginning + DownloadLimits{}.hurry;
        CHECK_FALSE(download.promise(LinkId{4}, hash, later));
        CHECK(download.deadline() <= later);
        CHECK(download.on_time(later).denied.size() == 2);
    }
    SECTION("who brings it goes, and nobody else has it") {
        const auto steps = download.left(LinkId{1}, beginning);
        CHECK(steps.denied.size() == 2);
    }
    SECTION("who asked has gone") {
        (void)download.left(LinkId{2}, beginning);
        tree.body_arrived(*tree.find(hash));
        CHECK(download.arrived(LinkId{1}, hash, 100, beginning).owed ==
              std::vector<LinkId>{LinkId{3}});
    }
}

TEST_CASE("old cheap blocks that nobody has asked for are not worth keeping", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 200);
    SyncNode node;
    node.has(blocks);
    const BlockTree& tree = node.chain().tree();
    CHECK(worth_keeping(tree, quarry.on(quarry.place(hash_of(blocks[99].header))).header));
    CHECK_FALSE(worth_keeping(tree, quarry.on(quarry.place(hash_of(blocks[98].header))).header));
    Header unknown = blocks[0].header;
    unknown.previous.bytes[0] ^= 1;
    CHECK_FALSE(worth_keeping(tree, unknown));
}
