#include "node/locator.hpp"

#include "sync_kit.hpp"

using namespace sync_kit;

namespace {

std::vector<std::uint64_t> heights(const Quarry& quarry, const std::vector<Hash>& locator) {
    std::vector<std::uint64_t> all;
    all.reserve(locator.size());
    for (const Hash& hash : locator) all.push_back(quarry.place(hash).height.value());
    return all;
}

}  // namespace

TEST_CASE("a locator has ten blocks one by one, then steps that double, then the first", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 100);
    CHECK(heights(quarry, locator_of(quarry.last(blocks))) ==
          std::vector<std::uint64_t>{100, 99, 98, 97, 96, 95, 94, 93, 92, 91, 90, 88, 84, 76, 60,
                                     28, 0});
    CHECK(heights(quarry, locator_of(quarry.root())) == std::vector<std::uint64_t>{0});
    const Place& fifth = ancestor(quarry.last(blocks), Height{5});
    CHECK(heights(quarry, locator_of(fifth)) == std::vector<std::uint64_t>{5, 4, 3, 2, 1, 0});
}

TEST_CASE("the locator of a long history is short", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 20'000);
    CHECK(locator_of(quarry.last(blocks)).size() == 25);
}

TEST_CASE("what follows the last shared block is the answer to a locator", "[node]") {
    Quarry quarry;
    SyncNode node;
    const auto shared = quarry.run(quarry.root(), 300);
    const auto ours = quarry.run(quarry.last(shared), 20);
    const auto theirs = quarry.run(quarry.last(shared), 5);
    node.has(shared);
    node.has(ours);
    // The fork is at 300; their locator names 305 to 296, so it is found exactly.
    const auto headers = headers_after(node.chain(), locator_of(quarry.last(theirs)), 250);
    REQUIRE(headers.size() == 20);
    CHECK(headers.front() == ours.front().header);
    CHECK(headers.back() == ours.back().header);
    CHECK(shared_by(node.chain(), locator_of(quarry.last(theirs))).height == Height{300});
}

TEST_CASE("an answer has at most so many headers, and one with fewer is the last", "[node]") {
    Quarry quarry;
    SyncNode node;
    const auto blocks = quarry.run(quarry.root(), 300);
    node.has(blocks);
    CHECK(headers_after(node.chain(), locator_of(quarry.root()), 250).size() == 250);
    CHECK(headers_after(node.chain(), {hash_of(blocks[249].header)}, 250).size() == 50);
    CHECK(headers_after(node.chain(), {node.chain().tip().hash}, 250).empty());
}

TEST_CASE("a locator of which we know nothing is answered from the beginning", "[node]") {
    Quarry quarry;
    SyncNode node;
    node.has(quarry.run(quarry.root(), 3));
    Hash unknown;
    unknown.bytes[0] = 1;
    CHECK(headers_after(node.chain(), {unknown}, 250).size() == 3);
}

TEST_CASE("the highest place whose bodies are all there is found on any branch", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 40);
    for (const std::size_t gap : {1U, 2U, 17U, 39U, 40U}) {
        BlockTree tree{easy()};
        for (const Block& block : blocks) {
            const auto place = tree.accept(*check_header(block.header), block.header.time);
            REQUIRE(place);
            if ((*place)->height != Height{gap}) tree.body_arrived(**place);
        }
        const Place& end = *tree.find(hash_of(blocks.back().header));
        CHECK(last_complete(end).height == Height{gap - 1});
        CHECK(last_complete(tree.root()).height == Height{0});
    }
}
