// A whole chain that somebody shows us, from the genesis block on.
#include "verify.hpp"

#include "chain_kit.hpp"
#include "chains/scene.hpp"

using namespace kit;

namespace {

std::vector<Block> chain_of(std::size_t length) {
    Workshop workshop;
    auto blocks = workshop.branch(workshop.root(), length);
    blocks.insert(blocks.begin(), genesis(easy()));
    return blocks;
}
BadBlock first_bad(const std::vector<Block>& blocks) {
    const auto checked = check_chain(easy(), blocks, wall);
    REQUIRE_FALSE(checked);
    const auto bad = checked.error().reason;
    CHECK_THAT(checked.error().text,
               ContainsSubstring("block " + std::to_string(bad.height.value()) + ": "));
    return bad;
}

}  // namespace

TEST_CASE("a chain that holds says how much work it is", "[05]") {
    CHECK(check_chain(easy(), chain_of(0), wall) == U256{0});
    CHECK(check_chain(easy(), chain_of(3), wall) == U256{6});
    CHECK(check_chain(easy(), chain_of(20), wall));
}

TEST_CASE("the first block of a chain that does not hold is named, with the reason", "[05]") {
    auto blocks = chain_of(9);
    SECTION("another beginning") {
        blocks[0].header.time += 1s;
        CHECK(first_bad(blocks).height == Height{0});
    }
    SECTION("a transaction was altered") {
        blocks[4].transactions[0] = payment(99);
        CHECK(first_bad(blocks).height == Height{4});
        CHECK(first_bad(blocks).error == BlockError::WrongMerkleRoot);
    }
    SECTION("a block was altered and mined again: the next one does not name it") {
        blocks[4] = sealed(blocks[4].header, {payment(99)});
        CHECK(first_bad(blocks).height == Height{5});
        CHECK(first_bad(blocks).error == BlockError::UnknownParent);
    }
    SECTION("a block is missing, or there twice, or two have changed places") {
        auto missing = blocks;
        missing.erase(missing.begin() + 4);
        CHECK(first_bad(missing).height == Height{4});
        auto twice = blocks;
        twice.insert(twice.begin() + 4, twice[4]);
        CHECK(first_bad(twice).height == Height{5});
        std::swap(blocks[4], blocks[5]);
        CHECK(first_bad(blocks).height == Height{4});
    }
    SECTION("the target is not the one that is due") {
        blocks.resize(4);
        Header header = blocks[3].header;
        header.previous = hash_of(blocks[3].header);
        header.time += 5s;
        blocks.push_back(sealed(header, {payment(99)}));
        CHECK(first_bad(blocks).height == Height{4});
        CHECK(first_bad(blocks).error == BlockError::WrongBits);
    }
}

TEST_CASE("a chain that holds may hold no longer from where a clock is slow", "[05]") {
    const auto blocks = chain_of(3);
    const auto early = check_chain(easy(), blocks, blocks[2].header.time - 2h);
    REQUIRE_FALSE(early);
    CHECK(early.error().reason.height == Height{3});
    CHECK(early.error().reason.error == BlockError::TooFarAhead);
}
