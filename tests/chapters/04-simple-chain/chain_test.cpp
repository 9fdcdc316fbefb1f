// How the blocks of stage 04 are linked, and what follows from it.
#include "chain.hpp"

#include "catch.hpp"
#include "sample.hpp"

using namespace stage;
using namespace std::chrono_literals;
using sample::payment;
using sample::wall;

namespace {

BadBlock first_bad(const std::vector<Block>& blocks) {
    const auto checked = check_chain(blocks);
    REQUIRE_FALSE(checked);
    INFO(checked.error().text);
    const auto [height, error] = checked.error().reason;
    CHECK_THAT(checked.error().text,
               ContainsSubstring("block " + std::to_string(height.value()) + ": "));
    return {height, error};
}

}  // namespace

TEST_CASE("a chain of linked blocks holds", "[04]") {
    CHECK(check_chain(sample::chain_of(0)));
    CHECK(check_chain(sample::chain_of(20)));
}

TEST_CASE("the first block that does not hold is named, with the reason", "[04]") {
    auto blocks = sample::chain_of(9);
    SECTION("a transaction was altered") {
        blocks[4].transactions[0] = payment(4, "you were great");
        CHECK(first_bad(blocks).height == Height{4});
        CHECK(first_bad(blocks).error == BlockError::WrongContents);
    }
    SECTION("a block was altered and hashed again: the next one does not name it") {
        blocks[4] = sample::block_on(blocks[3].header, {payment(4, "you were great")});
        CHECK(first_bad(blocks).height == Height{5});
        CHECK(first_bad(blocks).error == BlockError::NotLinked);
    }
    SECTION("a block is missing") {
        blocks.erase(blocks.begin() + 4);
        CHECK(first_bad(blocks).height == Height{4});
        CHECK(first_bad(blocks).error == BlockError::NotLinked);
    }
    SECTION("two blocks have changed places") {
        std::swap(blocks[4], blocks[5]);
        CHECK(first_bad(blocks).height == Height{4});
    }
    SECTION("a block is older than the one before") {
        blocks.resize(5);
        blocks.push_back(build_block(blocks.back().header, {payment(5)}, wall));
        blocks[5].header.time = blocks[4].header.time - 1s;
        CHECK(first_bad(blocks).height == Height{5});
        CHECK(first_bad(blocks).error == BlockError::TooEarly);
    }
    SECTION("the last block, too") {
        blocks[9].transactions.clear();
        CHECK(first_bad(blocks).height == Height{9});
    }
    SECTION("of two bad blocks the first") {
        blocks[7].transactions[0] = payment(70);
        blocks[3].transactions[0] = payment(30);
        CHECK(first_bad(blocks).height == Height{3});
    }
    SECTION("another beginning is no chain of ours") {
        blocks[0].header.time += 1s;
        CHECK(first_bad(blocks).height == Height{0});
        CHECK(first_bad(blocks).error == BlockError::WrongGenesis);
    }
}

TEST_CASE("a candidate is judged by itself, whatever we hold", "[04]") {
    const Chain ours = sample::held(sample::chain_of(3, "ours"));
    CHECK(check_chain(sample::chain_of(2, "theirs")));
    CHECK(check_chain(sample::chain_of(5, "theirs")));
    CHECK(ours.height() == Height{3});
}

TEST_CASE("a history that was rewritten and hashed again holds: nothing made it costly", "[04]") {
    auto blocks = sample::chain_of(9);
    blocks[2].transactions = {payment(2, "the attacker was great")};
    for (std::size_t height = 2; height < blocks.size(); ++height) {
        blocks[height] = sample::block_on(blocks[height - 1].header, blocks[height].transactions);
    }
    CHECK(check_chain(blocks));
}

TEST_CASE("a chain begins with the genesis block and grows by blocks that fit", "[04]") {
    Chain chain;
    CHECK(chain.height() == Height{0});
    CHECK(hash_of(chain.tip()) == hash_of(genesis().header));
    const Block first = sample::block_on(chain.tip(), {payment(1)});
    REQUIRE(chain.add(first, wall));
    CHECK(chain.height() == Height{1});
    CHECK(chain.has(Height{1}, hash_of(first.header)));
    CHECK_FALSE(chain.has(Height{0}, hash_of(first.header)));
    CHECK_FALSE(chain.has(Height{2}, hash_of(first.header)));
    CHECK_FALSE(chain.has(Height{~std::uint64_t{0}}, hash_of(first.header)));
}

TEST_CASE("a block that does not fit changes nothing", "[04]") {
    Chain chain = sample::held(sample::chain_of(3));
    const Hash tip = hash_of(chain.tip());
    const auto refused = [&](const Block& block) {
        const auto added = chain.add(block, wall);
        REQUIRE_FALSE(added);
        CHECK(chain.height() == Height{3});
        CHECK(hash_of(chain.tip()) == tip);
        return added.error().reason;
    };
    SECTION("a block of another history") {
        CHECK(refused(sample::chain_of(4, "other").back()) == BlockError::NotLinked);
    }
    SECTION("a block of our own history that we have") {
        CHECK(refused(chain.blocks()[2]) == BlockError::NotLinked);
        CHECK(refused(chain.blocks()[3]) == BlockError::NotLinked);
    }
    SECTION("an empty block") {
        CHECK(refused(sample::block_on(chain.tip(), {})) == BlockError::NoTransactions);
    }
    SECTION("a block that is older than its predecessor") {
        Block block = sample::block_on(chain.tip(), {payment(4)});
        block.header.time -= 1s;
        CHECK(refused(block) == BlockError::TooEarly);
    }
    SECTION("a block from a future that no wrong clock explains") {
        CHECK(refused(build_block(chain.tip(), {payment(4)}, wall + 2h + 1s)) ==
              BlockError::TooFarAhead);
    }
}

TEST_CASE("a block may be up to two hours ahead of our clock, and as old as its predecessor",
          "[04]") {
    Chain chain = sample::held(sample::chain_of(1));
    REQUIRE(chain.add(build_block(chain.tip(), {payment(2)}, wall + 2h), wall));
    REQUIRE(chain.add(build_block(chain.tip(), {payment(3)}, wall), wall));
    CHECK(chain.tip().time == wall + 2h);
}
