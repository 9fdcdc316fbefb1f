// The history that counts, and how it changes.
#pragma once

#include "chains/scene.hpp"

using namespace kit;

namespace {

// All that must be as before when a block has been refused.
struct Snapshot {
    std::vector<Hash> active;
    Texts ledger;
    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};
Snapshot snapshot(const Book& book) {
    Snapshot taken{{}, book.ledger.happened};
    for (Height height{}; height <= book.chain().height(); height = above(height)) {
        taken.active.push_back(book.chain().at(height).hash);
        if (!book.chain().has(height, taken.active.back())) throw std::logic_error{"it has it"};
    }
    if (book.chain().tip().hash != taken.active.back())
        throw std::logic_error{"the tip is the end"};
    return taken;
}
Texts payments_in(const std::vector<Block>& blocks) {
    Texts all;
    for (const Block& block : blocks) {
        all.insert(all.end(), block.transactions.begin(), block.transactions.end());
    }
    return all;
}

void add_all(Book& book, const std::vector<Block>& blocks) {
    for (const Block& block : blocks) {
        const auto added = book.add(block, wall);
        INFO((added ? "" : added.error().text));
        REQUIRE(added);
    }
}
BlockError refusal(Book& book, const Block& block, std::chrono::sys_seconds now = wall) {
    const auto added = book.add(block, now);
    REQUIRE_FALSE(added);
    CHECK_FALSE(added.error().text.empty());
    return added.error().reason;
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
bool is_bad(const Book& book, const Block& block) {
    const Place* place = book.chain().tree().find(hash_of(block.header));
    return place == nullptr || place->bad;
}

}  // namespace

TEST_CASE("a chain grows by blocks on its tip, and its ledger with it", "[chains]") {
    Workshop workshop;
    Book book{easy()};
    CHECK(book.chain().height() == Height{0});
    CHECK(book.chain().tip().hash == workshop.root());
    const auto blocks = workshop.branch(workshop.root(), 3);
    for (const Block& block : blocks) {
        const auto added = book.add(block, wall);
        REQUIRE(added);
        CHECK(added->disconnect.empty());
        CHECK(hashes(added->connect) == std::vector{hash_of(block.header)});
    }
    CHECK(book.chain().height() == Height{3});
    CHECK(book.ledger.happened == payments_in(blocks));
    CHECK_FALSE(book.chain().has(Height{4}, tip_of(blocks)));
    CHECK_FALSE(book.chain().has(Height{~std::uint64_t{0}}, tip_of(blocks)));
    SECTION("a block that it has changes nothing") {
        const auto before = snapshot(book);
        const auto again = book.add(blocks[1], wall);
        REQUIRE(again);
        CHECK(again->connect.empty());
        CHECK(snapshot(book) == before);
    }
}

TEST_CASE("more work elsewhere: back to where they part, and forward from there", "[chains]") {
    Workshop workshop;
    Book book{easy()};
    const auto trunk = workshop.branch(workshop.root(), 2);
    const auto ours = workshop.branch(tip_of(trunk), 2);
    const auto theirs = workshop.branch(tip_of(trunk), 3);
    add_all(book, trunk);
    add_all(book, ours);
    for (std::size_t i = 0; i < 2; ++i) {  // not more work than ours: it stands aside
        const auto aside = book.add(theirs[i], wall);
        REQUIRE(aside);
        CHECK(aside->disconnect.empty());
        CHECK(aside->connect.empty());
    }
    CHECK(book.chain().tip().hash == tip_of(ours));
    const auto moved = book.add(theirs[2], wall);
    REQUIRE(moved);
    CHECK(hashes(moved->disconnect) ==
          std::vector{hash_of(ours[1].header), hash_of(ours[0].header)});
    CHECK(hashes(moved->connect) == hashes(theirs));
    CHECK(book.chain().tip().hash == tip_of(theirs));
    Texts expected = payments_in(trunk);
    for (const auto& text : payments_in(theirs)) expected.push_back(text);
    CHECK(book.ledger.happened == expected);
    SECTION("and back again, when ours has more once more") {
        add_all(book, workshop.branch(tip_of(ours), 2));
        CHECK(book.chain().has(Height{4}, tip_of(ours)));
        CHECK(book.chain().height() == Height{6});
        CHECK(book.ledger.happened.size() == 6);
    }
}

TEST_CASE("a reorganisation that fails at its k-th block leaves everything as it was", "[chains]") {
    const std::size_t length = 6;
    for (std::size_t k = 0; k < length; ++k) {
        CAPTURE(k);
        Workshop workshop;
        Book book{easy()};
        const auto trunk = workshop.branch(workshop.root(), 2);
        const auto ours = workshop.branch(tip_of(trunk), 3);
        const auto theirs = workshop.branch(tip_of(trunk), length);
        add_all(book, trunk);
        add_all(book, ours);
        book.ledger.refuses = {hash_of(theirs[k].header)};
        const auto before = snapshot(book);
        // The last ones first: all of them arrive with the first.
        for (std::size_t i = length; i-- > 1;) {
            CHECK(refusal(book, theirs[i]) == BlockError::UnknownParent);
        }
        const auto added = book.add(theirs[0], wall);
        CHECK(added.has_value() == (k != 0));
        if (k == 0) CHECK(added.error().reason == BlockError::BadPayment);
        for (std::size_t i = 0; i < length; ++i) CHECK(is_bad(book, theirs[i]) == (i >= k));
        if (k <= 3) {  // what is left of it has no more work than ours
            CHECK(snapshot(book) == before);
            if (added) CHECK(added->connect.empty());
        } else {
            CHECK(book.chain().tip().hash == hash_of(theirs[k - 1].header));
            CHECK(book.ledger.happened.size() == 2 + k);
        }
        const auto after = snapshot(book);
        SECTION("and nothing more is put on it: case " + std::to_string(k)) {
            const auto more = workshop.on(tip_of(theirs));
            CHECK(refusal(book, more) == BlockError::BadParent);
            CHECK_FALSE(book.add(theirs[k], wall));
            CHECK(snapshot(book) == after);
        }
    }
}

TEST_CASE("the block that makes a branch the best is refused with what a lower one did",
          "[chains]") {
    Workshop workshop;
    Book book{easy()};
    const auto ours = workshop.branch(workshop.root(), 3);
    const auto theirs = workshop.branch(workshop.root(), 5);
    add_all(book, ours);
    add_all(book, {theirs[0], theirs[1], theirs[2]});
    book.ledger.refuses = {hash_of(theirs[1].header)};
    const auto before = snapshot(book);
    CHECK(refusal(book, theirs[3]) == BlockError::BadPayment);
    CHECK(snapshot(book) == before);
    CHECK_FALSE(is_bad(book, theirs[0]));
    CHECK(is_bad(book, theirs[1]));
    CHECK(is_bad(book, theirs[3]));
    CHECK(refusal(book, theirs[4]) == BlockError::BadParent);
    SECTION("even if the ledger would take it by now") {
        book.ledger.refuses.clear();
        CHECK_FALSE(book.add(theirs[1], wall));
        CHECK_FALSE(book.add(theirs[4], wall));
        CHECK(snapshot(book) == before);
    }
    SECTION("and ours goes on") {
        add_all(book, workshop.branch(tip_of(ours), 2));
        CHECK(book.chain().height() == Height{5});
    }
}

TEST_CASE("where the best branch is bad, the best of the others is followed", "[chains]") {
    Workshop workshop;
    Book book{easy()};
    const auto ours = workshop.branch(workshop.root(), 2);
    const auto third = workshop.branch(workshop.root(), 5);
    const auto best = workshop.branch(workshop.root(), 6);
    add_all(book, ours);
    for (const auto* branch : {&third, &best}) {
        for (std::size_t i = branch->size(); i-- > 2;) {
            CHECK(refusal(book, (*branch)[i]) == BlockError::UnknownParent);
        }
    }
    book.ledger.refuses = {hash_of(best[4].header)};
    add_all(book, {third[0], best[0], best[1]});
    CHECK(book.chain().tip().hash == hash_of(best[3].header));  // it had four before the others
    add_all(book, {third[1]});
    CHECK(book.chain().tip().hash == tip_of(third));
    CHECK(book.ledger.happened == payments_in(third));
}

TEST_CASE("blocks may come in any order", "[chains]") {
    Workshop workshop;
    const auto blocks = workshop.branch(workshop.root(), 5);
    std::vector<std::size_t> order{0, 1, 2, 3, 4};
    do {
        Book book{easy()};
        for (const std::size_t i : order) (void)book.add(blocks[i], wall);
        CHECK(book.chain().tip().hash == tip_of(blocks));
        CHECK(book.ledger.happened == payments_in(blocks));
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a body that is not its header's costs the header nothing", "[chains]") {
    Workshop workshop;
    Book book{easy()};
    const Block block = workshop.on(workshop.root(), {payment(1), payment(2), payment(3)});
    const Block child = workshop.on(hash_of(block.header));
    Block other = block;
    SECTION("other payments") {
        other.transactions[0] = payment(77);
        CHECK(refusal(book, other) == BlockError::WrongMerkleRoot);
    }
    SECTION("payments that come twice") {
        other.transactions.push_back(other.transactions.back());
        CHECK(refusal(book, other) == BlockError::TwinTransactions);
    }
    SECTION("texts that nobody can read") {
        other.transactions[0] = "unreadable" + payment(77);
        CHECK(refusal(book, other) == BlockError::WrongMerkleRoot);
    }
    SECTION("a part of them") {
        other.transactions.pop_back();
        CHECK(refusal(book, other) == BlockError::WrongMerkleRoot);
    }
    CHECK(book.chain().height() == Height{0});
    add_all(book, {block, child});
    CHECK(book.chain().height() == Height{2});
    CHECK(book.ledger.happened == payments_in({block, child}));
}
