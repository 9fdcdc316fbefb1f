// What becomes of blocks that break the rules, and of those who wait for them.
#include "chain/merkle.hpp"
#include "full_node_kit.hpp"
#include "node/locator.hpp"

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

TEST_CASE("that our disk fails for long is no neighbour's fault", "[node][full]") {
    Home far{{.miner = Miner{key_of("stranger").public_key(), {}}}};
    far.mine(3 * static_cast<int>(most_headers));
    FullNodeSettings settings;
    settings.headers.most_ahead = most_headers + 1;  // so it waits for room
    Home home{settings};
    home.joined(friendly);
    home.wait(0ms);
    std::size_t headers = 0;
    std::size_t blocks = 0;
    // What it has asked for so far it gets.
    const auto answer = [&] {
        for (bool more = true; more;) {
            const auto for_headers = home.heard.of<GetHeaders>(friendly);
            const auto for_blocks = home.heard.of<GetBlocks>(friendly);
            more = headers < for_headers.size() || blocks < for_blocks.size();
            if (headers < for_headers.size()) {
                const auto& locator = for_headers[headers++].locator;
                home.hears(friendly, Headers{headers_after(far.chain(), locator, most_headers)});
            }
            if (blocks == for_blocks.size()) continue;
            for (const Hash& hash : for_blocks[blocks++].hashes) {
                home.hears(friendly,
                           OneBlock{far.block(far.chain().tree().find(hash)->height.value())});
            }
        }
    };
    home.hears(friendly, far.tip());
    home.store.fail_at(0, true);
    for (int i = 0; i < 5; ++i) {
        answer();
        home.wait(20s);
        home.hears(friendly, far.tip());  // as it says from time to time
    }
    CHECK(home.heard.closed.empty());
    CHECK(home.height() == 0);
    home.store.heal();
    for (int i = 0; i < 60 && home.height() < far.height(); ++i) {
        home.hears(friendly, far.tip());
        answer();
        home.wait(1s);
    }
    CHECK(home.tip() == far.tip());
    CHECK(home.heard.closed.empty());
}
