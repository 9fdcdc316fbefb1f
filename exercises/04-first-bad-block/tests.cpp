#include "verify.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "transaction.hpp"

using stage::Block;
using stage::BlockError;
using stage::contents_of;
using std::chrono::seconds;

namespace {

std::string payment(std::uint64_t number, const std::string& note) {
    return stage::encode({.from = "alice",
                          .to = "bob",
                          .points = stage::Points{100},
                          .note = note,
                          .nonce = stage::PaymentNonce{number}});
}

// Makes each block from this one on name the one before it, as it is now.
void link_from(std::vector<Block>& blocks, std::size_t first) {
    for (std::size_t height = first; height < blocks.size(); ++height) {
        blocks[height].header.previous = hash_of(blocks[height - 1].header);
    }
}

// The genesis block and five more, a minute apart, each with a payment of its own. Other notes:
// other blocks.
std::vector<Block> chain_with(const std::string& note) {
    std::vector<Block> blocks{stage::genesis()};
    for (std::uint64_t height = 1; height <= 5; ++height) {
        Block block;
        block.transactions = {payment(height, note)};
        block.header.contents = contents_of(block.transactions);
        block.header.time = blocks.back().header.time + seconds{60};
        blocks.push_back(block);
    }
    link_from(blocks, 1);
    return blocks;
}

// Another payment in this block, and a header that says so; the blocks after it stay as they are.
void rewrite(Block& block) {
    block.transactions = {payment(666, "to mallory, it should have been")};
    block.header.contents = contents_of(block.transactions);
}

std::string in_words(BlockError error) {
    switch (error) {
        case BlockError::WrongVersion: return "WrongVersion";
        case BlockError::NoTransactions: return "NoTransactions";
        case BlockError::TooLarge: return "TooLarge";
        case BlockError::WrongContents: return "WrongContents";
        case BlockError::WrongGenesis: return "WrongGenesis";
        case BlockError::NotLinked: return "NotLinked";
        case BlockError::TooEarly: return "TooEarly";
        case BlockError::TooFarAhead: return "TooFarAhead";
    }
    return "no reason at all";
}

std::string start_of(const stage::Hash& hash) { return to_text(hash).substr(0, 8); }

std::string shown(const std::vector<Block>& blocks) {
    std::string text;
    for (std::size_t height = 0; height < blocks.size(); ++height) {
        const stage::Header& header = blocks[height].header;
        const bool match = contents_of(blocks[height].transactions) == header.contents;
        const auto passed = (header.time - stage::genesis().header.time).count();
        text += "\n  block " + std::to_string(height) + "  hash " + start_of(hash_of(header)) +
                "  previous " + start_of(header.previous) + "  contents " +
                (match ? "match" : "do not match") + "  time +" + std::to_string(passed) + " s" +
                (header.version == 1 ? "" : "  version " + std::to_string(header.version));
    }
    return text;
}

// What the learner's check_chain said of these blocks.
struct Judged {
    explicit Judged(const std::vector<Block>& blocks) {
        const auto holds = stage::check_chain(blocks);
        if (!holds) {
            reason = in_words(holds.error().reason.error);
            block = "block " + std::to_string(holds.error().reason.height.value());
        }
        story = shown(blocks) + "\n  check_chain() of these: you said " +
                (holds ? reason : block + ", " + reason);
    }
    std::string block = "no block";
    std::string reason = "it holds";
    std::string story;
};

// And what check_link said of this block, as the one after `previous`.
std::string linked(const stage::Header& previous, const Block& block) {
    const auto holds = stage::check_link(previous, block);
    return holds ? "it follows" : in_words(holds.error().reason);
}

}  // namespace

TEST_CASE("a block follows the one whose hash it names") {
    const std::vector<Block> blocks = chain_with("a link");
    const std::string next = linked(blocks[2].header, blocks[3]);
    const std::string after_next = linked(blocks[2].header, blocks[4]);
    INFO("the blocks:" << shown(blocks));
    INFO("check_link(2, 3): you said " << next << "; check_link(2, 4): you said " << after_next);
    INFO("compare header.previous of the block with hash_of() the header before it");
    CHECK(next == "it follows");
    CHECK(after_next == "NotLinked");
}

TEST_CASE("every byte of the hash counts") {
    std::vector<Block> blocks = chain_with("one byte");
    blocks[3].header.previous.bytes[10] ^= 1;
    const std::string said = linked(blocks[2].header, blocks[3]);
    INFO("block 2 has the hash  " << to_text(hash_of(blocks[2].header)));
    INFO("block 3 names         " << to_text(blocks[3].header.previous));
    INFO("you said " << said << ". One bit differs. The short form is for people's eyes: a second");
    INFO("block with the same first digits is found in minutes, with the same hash never");
    CHECK(said == "NotLinked");
}

TEST_CASE("a block may be as old as the one before it") {
    std::vector<Block> blocks = chain_with("the same second");
    blocks[3].header.time = blocks[2].header.time;
    const std::string said = linked(blocks[2].header, blocks[3]);
    INFO("blocks 2 and 3 were made in the same second; you said " << said);
    INFO(
        "the header counts whole seconds, and two blocks in one second are nobody's fault: only a");
    INFO("block that is older than the one before it is refused");
    CHECK(said == "it follows");
}

TEST_CASE("a block that is older than the one before it is found") {
    std::vector<Block> blocks = chain_with("a clock that goes wrong");
    blocks[3].header.time = blocks[2].header.time - seconds{1};
    link_from(blocks, 4);
    const Judged judged{blocks};
    INFO("block 3 has a time before that of block 2:" << judged.story);
    INFO(
        "time only goes forward along a chain; who could choose it freely could claim to have "
        "been");
    INFO("first");
    CHECK(judged.reason == "TooEarly");
}

TEST_CASE("a payment that was exchanged is found") {
    std::vector<Block> blocks = chain_with("mine");
    blocks[2].transactions = {payment(2, "yours")};
    const Judged judged{blocks};
    INFO("block 2 holds another payment than its header was made for:" << judged.story);
    INFO("all links are whole: they are made of headers, and a header knows its payments only by");
    INFO("their hash. check_block() compares that with what the block holds");
    CHECK(judged.block == "block 2");
    CHECK(judged.reason == "WrongContents");
}

TEST_CASE("the last block is checked as all others are") {
    std::vector<Block> blocks = chain_with("the tip");
    blocks[5].header.version = 2;
    const Judged judged{blocks};
    INFO("block 5, the last one, says version 2:" << judged.story);
    INFO("six blocks have five links. Who goes from link to link looks at one block too few");
    CHECK(judged.block == "block 5");
    CHECK(judged.reason == "WrongVersion");
}

TEST_CASE("a rewritten block is given away by the one after it") {
    std::vector<Block> blocks = chain_with("paid to bob");
    rewrite(blocks[2]);
    const Judged judged{blocks};
    INFO("block 2 was rewritten, header and all:" << judged.story);
    INFO(
        "by itself block 2 is in order. Block 3 still names the one that was here before: block 3");
    INFO("is the first that does not hold, since it is the one that says something untrue");
    CHECK(judged.block == "block 3");
    CHECK(judged.reason == "NotLinked");
}

TEST_CASE("a block follows the one right before it, not just any") {
    std::vector<Block> blocks = chain_with("over three corners");
    blocks[4].header.previous = hash_of(blocks[2].header);
    link_from(blocks, 5);
    const Judged judged{blocks};
    INFO("block 4 names block 2:" << judged.story);
    INFO(
        "so block 3 could be left out without anybody noticing. The hash that a block names is "
        "that");
    INFO("of the block one below, and of no other");
    CHECK(judged.reason == "NotLinked");
}

TEST_CASE("of two bad blocks the first is named") {
    std::vector<Block> blocks = chain_with("two at once");
    blocks[2].header.previous = hash_of(chain_with("somewhere else")[1].header);
    blocks[4].header.time = blocks[3].header.time - seconds{1};
    link_from(blocks, 3);
    const Judged judged{blocks};
    INFO("block 2 names a stranger, and block 4 is older than block 3:" << judged.story);
    INFO("what comes after the first bad block rests on it and says nothing. Begin at the genesis");
    INFO("block, and stop at the first that does not hold");
    CHECK(judged.reason == "NotLinked");
}

TEST_CASE("another beginning is refused") {
    std::vector<Block> blocks = chain_with("another world");
    rewrite(blocks[0]);
    link_from(blocks, 1);
    const Judged judged{blocks};
    INFO("these blocks are linked, down to a genesis block that is not ours:" << judged.story);
    INFO("the first block names nobody, so no link holds it: it must be genesis() itself. A chain");
    INFO("from another beginning is another book, in which bob may never have been paid");
    CHECK(judged.reason == "WrongGenesis");
}

TEST_CASE("what was good once is looked at again") {
    std::vector<Block> blocks = chain_with("looked at twice");
    const Judged first{blocks};
    blocks[2].transactions.clear();
    const Judged judged{blocks};
    INFO("these blocks were checked, and you said: " << first.reason);
    INFO("then block 2 came without its payment, below the same header:" << judged.story);
    INFO(
        "a hash that was seen before says nothing about the block that comes with it today. Judge");
    INFO("the blocks that you were given, each time");
    CHECK(judged.reason == "NoTransactions");
}

TEST_CASE("a history is judged by itself") {
    const std::vector<Block> ours = chain_with("the true history");
    std::vector<Block> theirs = ours;
    rewrite(theirs[2]);
    link_from(theirs, 3);
    const Judged true_one{ours};
    const Judged other{theirs};
    INFO("a history that holds:" << true_one.story);
    INFO("and another one, from block 2 on:" << other.story);
    INFO(
        "both hold, from the first block to the last. Whether a candidate holds is a question "
        "about");
    INFO(
        "the candidate: who looks at another chain while checking it refuses what is in order, or");
    INFO(
        "takes what is not. (Which of the two is true it does not say: ./course break 04 rewrite)");
    CHECK(true_one.reason == "it holds");
    CHECK(other.reason == "it holds");
}
