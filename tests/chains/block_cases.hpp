// What can be said about a block alone.
#pragma once

#include "chains/scene.hpp"

using namespace kit;

namespace {

// At an easy target, with these in it.
Block block_of(Texts transactions) {
    Header header;
    header.bits = easy().easiest;
    header.time = start;
    return sealed(header, std::move(transactions));
}
BlockError reason(const Block& block) {
    const auto checked = check_block(block);
    REQUIRE_FALSE(checked);
    CHECK_FALSE(checked.error().text.empty());
    return checked.error().reason;
}
Texts payments(std::size_t count) {
    Texts texts;
    while (texts.size() < count) texts.push_back(payment(texts.size()));
    return texts;
}

}  // namespace

TEST_CASE("a block holds with none, one or many transactions", "[chains]") {
    for (const std::size_t count : {0U, 1U, 2U, 3U, 7U, 100U}) {
        CHECK(check_block(block_of(payments(count))));
    }
}

TEST_CASE("a block of another version is refused", "[chains]") {
    Block block = block_of({});
    for (const std::uint32_t version : {0U, 2U, 0x2000'0000U}) {
        block.header.version = version;
        CHECK(reason(mined(block)) == BlockError::WrongVersion);
    }
}

TEST_CASE("a block without the work that it claims is refused", "[chains]") {
    Block block = block_of(payments(1));
    while (check_header(block.header)) {
        block.header.nonce = Nonce{block.header.nonce.value() + 1};
    }
    CHECK(reason(block) == BlockError::NotEnoughWork);
    block.header.bits = Bits{0x1d80ffff};
    CHECK(reason(block) == BlockError::BadTarget);
}

TEST_CASE("a block whose transactions are not its header's is refused", "[chains]") {
    Block block = block_of(payments(3));
    SECTION("one is another") { block.transactions[1] = payment(77); }
    SECTION("one is altered") { block.transactions[1].back() = '!'; }
    SECTION("one is missing") { block.transactions.pop_back(); }
    SECTION("there is one more") { block.transactions.push_back(payment(77)); }
    SECTION("none is left") { block.transactions.clear(); }
    SECTION("they are in another order") {
        std::swap(block.transactions[0], block.transactions[1]);
    }
    CHECK(reason(block) == BlockError::WrongMerkleRoot);
}

TEST_CASE("a block that repeats transactions so that the root stays the same is refused",
          "[chains]") {
    Block block = block_of(payments(3));
    block.transactions.push_back(block.transactions.back());
    CHECK(reason(block) == BlockError::TwinTransactions);
    SECTION("and so is one that was mined with twins") {
        CHECK(reason(block_of({payment(1), payment(1)})) == BlockError::TwinTransactions);
    }
    SECTION("or whose halves are alike") {
        CHECK(reason(block_of({payment(1), payment(2), payment(1), payment(2)})) ==
              BlockError::TwinTransactions);
    }
}

// 64 bytes could be two hashes, one row further up: the same root, another list.
TEST_CASE("a transaction that could be an inner node of the tree is refused", "[chains]") {
    const Block block = block_of(payments(4));
    const auto ids = leaves_of(block.transactions);
    Block shorter = block;
    shorter.transactions.clear();
    for (std::size_t i = 0; i < 4; i += 2) {
        std::string both{sbc::as_text(ids[i].bytes)};
        shorter.transactions.push_back(both.append(sbc::as_text(ids[i + 1].bytes)));
    }
    REQUIRE(merkle_root(leaves_of(shorter.transactions)) == block.header.merkle_root);
    CHECK(reason(shorter) == BlockError::TooShort);
    SECTION("all that are as short are") {
        CHECK(reason(block_of({""})) == BlockError::TooShort);
        CHECK(reason(block_of({payment(1), std::string(64, 'x')})) == BlockError::TooShort);
        CHECK(check_block(block_of({payment(1), std::string(65, 'x')})));
    }
}

TEST_CASE("a block is bounded in transactions and in their bytes", "[chains]") {
    CHECK(check_block(block_of(payments(most_transactions))));
    CHECK(reason(block_of(payments(most_transactions + 1))) == BlockError::TooLarge);
    const std::string half(most_transaction_bytes / 2, 'x');
    CHECK(check_block(block_of({half + "", half.substr(1) + "y"})));
    CHECK(reason(block_of({half, half + "y"})) == BlockError::TooLarge);
    CHECK(reason(block_of({std::string(most_transaction_bytes + 1, 'x')})) == BlockError::TooLarge);
}
