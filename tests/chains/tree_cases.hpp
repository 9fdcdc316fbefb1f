// All histories, each block on the one that it names.
#pragma once

#include "chains/scene.hpp"

using namespace kit;

namespace {

// A block with these bits and this time, mined.
Block block_on(const Hash& previous, Bits bits, std::chrono::sys_seconds time,
               const Texts& transactions = {payment(1)}) {
    Header header;
    header.previous = previous;
    header.bits = bits;
    header.time = time;
    return sealed(header, transactions);
}

BlockError refusal(Tree& tree, const Block& block, std::chrono::sys_seconds now = wall) {
    const auto added = tree.add(block, now);
    REQUIRE_FALSE(added);
    CHECK_FALSE(added.error().text.empty());
    return added.error().reason;
}

void add_all(Tree& tree, const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
        const auto added = tree.add(block, wall);
        REQUIRE(added);
        CHECK((*added)->hash == hash_of(block.header));
    }
}

std::vector<Hash> hashes(const std::vector<const Place*>& places) {
    std::vector<Hash> all;
    all.reserve(places.size());
    for (const Place* place : places) all.push_back(place->hash);
    return all;
}
std::vector<Hash> hashes(const std::vector<Block>& blocks) {
    std::vector<Hash> all;
    all.reserve(blocks.size());
    for (const Block& block : blocks) all.push_back(hash_of(block.header));
    return all;
}

}  // namespace

TEST_CASE("a tree begins with the genesis block", "[chains]") {
    const Tree tree{easy()};
    CHECK(tree.root().hash == hash_of(genesis(easy()).header));
    CHECK(tree.root().height == Height{0});
    CHECK(tree.root().work == U256{0});
    CHECK(&tree.best() == &tree.root());
    CHECK(tree.find(tree.root().hash) == &tree.root());
    CHECK(tree.find(any_hash(1)) == nullptr);
}

TEST_CASE("a block stands on the one that it names, and its work is added", "[chains]") {
    Workshop workshop;
    Tree tree{easy()};
    const auto blocks = workshop.branch(workshop.root(), 3);
    add_all(tree, blocks);
    const Place* top = tree.find(tip_of(blocks));
    REQUIRE(top != nullptr);
    CHECK(top->height == Height{3});
    CHECK(top->work == U256{6});
    CHECK(top->parent->parent->parent == &tree.root());
    SECTION("it stands there once, however often it comes") {
        const auto again = tree.add(blocks[1], wall);
        REQUIRE(again);
        CHECK(*again == tree.find(hash_of(blocks[1].header)));
        CHECK(top->work == U256{6});
    }
    SECTION("without its parent it does not stand at all") {
        Tree other{easy()};
        CHECK(refusal(other, blocks[1]) == BlockError::UnknownParent);
        CHECK(other.find(hash_of(blocks[1].header)) == nullptr);
    }
}

TEST_CASE("each branch has the target that its own times make due", "[chains]") {
    Workshop workshop;
    const auto fast = workshop.branch(workshop.root(), 3, 2s);
    const auto slow = workshop.branch(workshop.root(), 3, 5s);
    const auto slower = workshop.branch(workshop.root(), 3, 50s);
    Tree tree{easy()};
    for (const auto* branch : {&fast, &slow, &slower}) add_all(tree, *branch);
    const auto due = [&](const std::vector<Block>& branch) {
        return tree.next_bits(*tree.find(tip_of(branch)));
    };
    const Bits easiest = easy().easiest;
    CHECK(due(fast) == retarget(easy(), easiest, 6s));  // three gaps in the first period
    CHECK(due(slow) == retarget(easy(), easiest, 15s));
    CHECK(due(slower) == easiest);
    CHECK(due(fast) < due(slow));
    CHECK(tree.next_bits(tree.root()) == easiest);
    CHECK(tree.next_bits(*tree.find(hash_of(fast[1].header))) == easiest);
    SECTION("and a block must have exactly that one") {
        const auto time = slow.back().header.time + 5s;
        CHECK(refusal(tree, block_on(tip_of(slow), easiest, time)) == BlockError::WrongBits);
        CHECK(refusal(tree, block_on(tip_of(slow), due(fast), time)) == BlockError::WrongBits);
        CHECK(tree.add(block_on(tip_of(slow), due(slow), time), wall));
    }
    SECTION("also between two retargets") {
        const auto time = slow.back().header.time + 5s;
        const Block fourth = block_on(tip_of(slow), due(slow), time);
        REQUIRE(tree.add(fourth, wall));
        const Hash on = hash_of(fourth.header);
        CHECK(tree.next_bits(*tree.find(on)) == due(slow));
        CHECK(refusal(tree, block_on(on, easiest, time + 5s)) == BlockError::WrongBits);
    }
    SECTION("from the second period on four gaps are measured") {
        const auto more = workshop.branch(tip_of(slow), 4, 5s);
        CHECK(tree.next_bits(*tree.find(tip_of(slow))) == more[0].header.bits);
        add_all(tree, more);
        const Height eight{8};
        CHECK(measured_from(easy(), eight) == Height{3});
        CHECK(tree.next_bits(*tree.find(hashes(more)[3])) == more[3].header.bits);
        const auto last = workshop.on(tip_of(more));
        CHECK(last.header.bits == retarget(easy(), more[3].header.bits, 20s));
    }
}

TEST_CASE("a block is later than the median of the eleven before it", "[chains]") {
    Network network = easy();
    network.interval = 1'000;
    Workshop workshop{network};
    Tree tree{network};
    Hash tip = workshop.root();
    std::vector<std::chrono::sys_seconds> times{start};
    // Back and forth: what counts is the middle one, not the last.
    for (const int step : {5, 60, -40, 30, 2, 50, -70, 90, 11, -20, 44, 15, -30, 70}) {
        const Place& parent = *tree.find(tip);
        auto last = times;
        if (last.size() > 11) last.erase(last.begin(), last.end() - 11);
        std::sort(last.begin(), last.end());
        const auto median = last[last.size() / 2];
        CHECK(Tree::median_time(parent) == median);
        const auto after = [&](std::chrono::sys_seconds time) {
            return block_on(tip, network.easiest, time);
        };
        CHECK(refusal(tree, after(median)) == BlockError::TooEarly);
        CHECK(refusal(tree, after(median - 1s)) == BlockError::TooEarly);
        CHECK(tree.add(after(median + 1s), wall));
        const auto time = std::max(median + 2s, times.back() + std::chrono::seconds{step});
        const Block next = block_on(tip, network.easiest, time);
        REQUIRE(tree.add(next, wall));
        times.push_back(time);
        tip = hash_of(next.header);
    }
}

TEST_CASE("a block is at most two hours ahead of our clock", "[chains]") {
    Tree tree{easy()};
    const auto at = [&](std::chrono::sys_seconds time) {
        return block_on(tree.root().hash, easy().easiest, time);
    };
    CHECK(refusal(tree, at(wall + 2h + 1s)) == BlockError::TooFarAhead);
    CHECK(tree.add(at(wall + 2h), wall));
    CHECK(tree.add(at(wall + 2h + 1s), wall + 1s));  // later it may come
}

TEST_CASE("the history with the most work is the best, and the first of two alike", "[chains]") {
    Workshop workshop;
    Tree tree{easy()};
    const auto first = workshop.branch(workshop.root(), 2);
    const auto second = workshop.branch(workshop.root(), 3);
    add_all(tree, first);
    CHECK(tree.best().hash == tip_of(first));
    add_all(tree, {second[0], second[1]});
    CHECK(tree.best().hash == tip_of(first));  // as much work: who was first stays
    add_all(tree, {second[2]});
    CHECK(tree.best().hash == tip_of(second));
    SECTION("not the one with the most blocks") {
        const auto hard = workshop.branch(workshop.root(), 4, 1s);
        const auto long_one = workshop.branch(workshop.root(), 5, 60s);
        add_all(tree, hard);
        const Place* hardest = tree.find(tip_of(hard));
        CHECK(hardest->work == U256{6 + 8});
        add_all(tree, long_one);
        CHECK(tree.best().hash == tip_of(hard));
        const Place* longest = tree.find(tip_of(long_one));
        CHECK(longest->height > hardest->height);
        CHECK(longest->work < hardest->work);
    }
}

TEST_CASE("a path leads back to where two histories part, and forward again", "[chains]") {
    Workshop workshop;
    Tree tree{easy()};
    const auto trunk = workshop.branch(workshop.root(), 2);
    const auto ours = workshop.branch(tip_of(trunk), 3);
    const auto theirs = workshop.branch(tip_of(trunk), 5);
    for (const auto* branch : {&trunk, &ours, &theirs}) add_all(tree, *branch);
    const Place& from = *tree.find(tip_of(ours));
    const Place& to = *tree.find(tip_of(theirs));
    auto back = hashes(ours);
    std::reverse(back.begin(), back.end());
    CHECK(hashes(path_between(from, to).disconnect) == back);
    CHECK(hashes(path_between(from, to).connect) == hashes(theirs));
    SECTION("nowhere, from a place to itself") {
        CHECK(path_between(from, from).disconnect.empty());
        CHECK(path_between(from, from).connect.empty());
    }
    SECTION("only forward or only back, along one history") {
        const Place& fork = *tree.find(tip_of(trunk));
        CHECK(path_between(fork, from).disconnect.empty());
        CHECK(hashes(path_between(fork, from).connect) == hashes(ours));
        CHECK(hashes(path_between(from, fork).disconnect) == back);
        CHECK(path_between(from, fork).connect.empty());
    }
    SECTION("down to the genesis block, where nothing else is common") {
        const auto other = workshop.branch(workshop.root(), 1);
        add_all(tree, other);
        CHECK(path_between(from, *tree.find(tip_of(other))).disconnect.size() == 5);
        CHECK(hashes(path_between(from, *tree.find(tip_of(other))).connect) == hashes(other));
    }
}

TEST_CASE("what stands on a bad block is bad, and nothing else", "[chains]") {
    Workshop workshop;
    Tree tree{easy()};
    const auto trunk = workshop.branch(workshop.root(), 2);
    const auto bad = workshop.branch(tip_of(trunk), 3);
    const auto on_bad = workshop.branch(hash_of(bad[1].header), 4);
    const auto good = workshop.branch(tip_of(trunk), 1);
    const auto later_good = workshop.branch(tip_of(trunk), 1);
    for (const auto* branch : {&trunk, &bad, &on_bad, &good, &later_good}) add_all(tree, *branch);
    CHECK(tree.best().hash == tip_of(on_bad));
    tree.mark_bad(hash_of(bad[1].header));
    const auto is_bad = [&](const Block& block) { return tree.find(hash_of(block.header))->bad; };
    CHECK_FALSE(is_bad(bad[0]));
    CHECK(is_bad(bad[1]));
    CHECK(is_bad(bad[2]));
    CHECK(std::all_of(on_bad.begin(), on_bad.end(), is_bad));
    CHECK_FALSE(is_bad(good[0]));
    CHECK_FALSE(is_bad(trunk[1]));
    // Three with as much work are left: the one that came first.
    CHECK(tree.best().hash == hash_of(bad[0].header));
    SECTION("and nothing more is put on it") {
        const auto more = workshop.branch(tip_of(on_bad), 2);
        CHECK(refusal(tree, more[0]) == BlockError::BadParent);
        CHECK(refusal(tree, more[1]) == BlockError::UnknownParent);
    }
    SECTION("until all but the beginning is bad") {
        tree.mark_bad(hash_of(trunk[0].header));
        CHECK(&tree.best() == &tree.root());
        CHECK(refusal(tree, workshop.on(tip_of(good))) == BlockError::BadParent);
        const auto again = workshop.branch(workshop.root(), 1);
        add_all(tree, again);
        CHECK(tree.best().hash == tip_of(again));
    }
}
