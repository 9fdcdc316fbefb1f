// Why a chain refuses a block: each reason, and that nothing changes.
#pragma once

#include "chains/scene.hpp"

using namespace kit;

namespace {

// A chain of two blocks, and what could come next.
struct Refusals {
    Workshop workshop{};
    Book book{easy()};
    Header next{};  // of a block that would be taken, but for its root and nonce

    Refusals() {
        Hash tip = workshop.root();
        for (int i = 0; i < 2; ++i) {
            const Block block = workshop.on(tip);
            REQUIRE(book.add(block, wall));
            tip = hash_of(block.header);
        }
        next = workshop.on(tip).header;
    }
    void check(const Block& block, BlockError expected, std::chrono::sys_seconds now = wall) {
        const Hash tip = book.chain().tip().hash;
        const Texts happened = book.ledger.happened;
        const auto added = book.add(block, now);
        REQUIRE_FALSE(added);
        CHECK(added.error().reason == expected);
        CHECK_FALSE(added.error().text.empty());
        CHECK(book.chain().tip().hash == tip);
        CHECK(book.ledger.happened == happened);
    }
};

}  // namespace

TEST_CASE("a chain takes what it has no reason to refuse", "[chains]") {
    Refusals scene;
    CHECK(scene.book.add(sealed(scene.next, {payment(50)}), wall));
    CHECK(scene.book.chain().height() == Height{3});
}

TEST_CASE("a block that does not hold by itself is refused by check", "[chains]") {
    Refusals scene;
    SECTION("WrongVersion") {
        scene.next.version = 2;
        scene.check(sealed(scene.next, {payment(50)}), BlockError::WrongVersion);
    }
    SECTION("BadTarget") {
        Block block = sealed(scene.next, {payment(50)});
        block.header.bits = Bits{0x1d80ffff};
        scene.check(block, BlockError::BadTarget);
    }
    SECTION("NotEnoughWork") {
        Block block = sealed(scene.next, {payment(50)});
        block.header.bits = Bits{0x1d00ffff};
        scene.check(block, BlockError::NotEnoughWork);
    }
    SECTION("TooLarge") {
        scene.check(sealed(scene.next, Texts(most_transactions + 1, payment(50))),
                    BlockError::TooLarge);
    }
    SECTION("TooShort") {
        scene.check(sealed(scene.next, {std::string(64, 'x')}), BlockError::TooShort);
    }
    SECTION("TwinTransactions") {
        scene.check(sealed(scene.next, {payment(50), payment(50)}), BlockError::TwinTransactions);
    }
    SECTION("WrongMerkleRoot") {
        Block block = sealed(scene.next, {payment(50)});
        block.transactions = {payment(51)};
        scene.check(block, BlockError::WrongMerkleRoot);
    }
    SECTION("BadTransaction") {
        scene.check(sealed(scene.next, {payment(50), "unreadable" + payment(51)}),
                    BlockError::BadTransaction);
    }
}

TEST_CASE("a block that does not fit where it stands is refused by accept", "[chains]") {
    Refusals scene;
    SECTION("UnknownParent") {
        scene.next.previous = any_hash(1);
        scene.check(sealed(scene.next, {payment(50)}), BlockError::UnknownParent);
    }
    SECTION("BadParent") {
        const Block bad = sealed(scene.next, {payment(50)});
        scene.book.ledger.refuses = {hash_of(bad.header)};
        scene.check(bad, BlockError::BadPayment);
        scene.next.previous = hash_of(bad.header);
        scene.next.time += 5s;
        scene.next.bits = retarget(easy(), scene.next.bits, 15s);
        scene.check(sealed(scene.next, {payment(51)}), BlockError::BadParent);
    }
    SECTION("WrongBits") {
        scene.next.bits = Bits{0x207ffffe};
        scene.check(sealed(scene.next, {payment(50)}), BlockError::WrongBits);
    }
    SECTION("TooEarly") {
        scene.next.time = start;
        scene.check(sealed(scene.next, {payment(50)}), BlockError::TooEarly);
    }
    SECTION("TooFarAhead") {
        const Block block = sealed(scene.next, {payment(50)});
        scene.check(block, BlockError::TooFarAhead, scene.next.time - 2h - 1s);
        CHECK(scene.book.add(block, scene.next.time - 2h));  // it is not held against it
    }
}

TEST_CASE("a block that the ledger refuses is refused by connect", "[chains]") {
    Refusals scene;
    const Block bad = sealed(scene.next, {payment(50)});
    scene.book.ledger.refuses = {hash_of(bad.header)};
    scene.check(bad, BlockError::BadPayment);
    CHECK(scene.book.chain().tree().find(hash_of(bad.header))->bad);
}

TEST_CASE("what stands aside is bounded, and never at the cost of our own", "[chains]") {
    Workshop workshop;
    Book book{easy()};
    const auto ours = workshop.branch(workshop.root(), 3);
    for (const Block& block : ours) REQUIRE(book.add(block, wall));
    for (std::size_t i = 0; i < most_side_blocks + 20; ++i) {
        (void)book.add(workshop.on(workshop.root()), wall);
        if (size_of(book.chain().tree()) > ours.size() + 1 + most_side_blocks + 1) {
            FAIL("it holds " << size_of(book.chain().tree()));
        }
    }
    CHECK(size_of(book.chain().tree()) >= most_side_blocks);
    CHECK(book.chain().tip().hash == tip_of(ours));
    for (const Block& block : workshop.branch(tip_of(ours), 3)) REQUIRE(book.add(block, wall));
    CHECK(book.chain().height() == Height{6});
}
