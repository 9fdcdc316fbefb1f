// What becomes of blocks that break the rules, and of those who wait for them.
#include "chain/merkle.hpp"
#include "full_node_kit.hpp"

using namespace kit;

namespace {

const LinkId friendly{1};
const LinkId other{2};

// Its header has its work; but its miner takes more than he may.
Block greedy_block() {
    sbc::ledger::Transaction coinbase;
    coinbase.coinbase = sbc::ledger::Coinbase{Height{1}, rules().network};
    coinbase.outputs = {{alice().public_key(), Amount{1'000'000}}};
    Block block;
    block.transactions = {encode(coinbase)};
    block.header.previous = hash_of(genesis(easy()).header);
    block.header.merkle_root = sbc::chain::merkle_root(sbc::chain::leaves_of(block.transactions));
    block.header.time = easy().begins + 24h;
    block.header.bits = easy().easiest;
    block.header = mined(block.header);
    return block;
}

}  // namespace

TEST_CASE("a promised block that breaks the rules goes to nobody", "[node][full]") {
    Home home;
    home.joined(friendly);
    home.joined(other);
    home.wait(0ms);
    const Block greedy = greedy_block();
    const Hash hash = hash_of(greedy.header);
    home.hears(friendly, Coming{greedy.header});
    REQUIRE(home.heard.of<Coming>(other).size() == 1);
    home.hears(other, GetBlocks{{hash}});
    REQUIRE(home.heard.of<NoBlock>(other).empty());  // it is promised
    home.hears(friendly, OneBlock{greedy});
    REQUIRE(home.heard.closed == std::map<LinkId, unsigned>{{friendly, 100}});
    // Whoever brought it there would be sent away as well.
    CHECK(home.heard.of<OneBlock>(other).empty());
    CHECK(home.heard.of<NoBlock>(other) == std::vector{NoBlock{hash}});
    CHECK(home.height() == 0);
}
