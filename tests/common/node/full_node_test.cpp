// What a full node says and does by itself; many of them together are in tests/sim.
#include "full_node_kit.hpp"

using namespace kit;

namespace {

const LinkId friendly{1};
const LinkId other{2};

// With two neighbours, and so many blocks.
struct Village : Home {
    explicit Village(int blocks) {
        mine(blocks);
        joined(friendly);
        joined(other);
        heard = {};
    }
};
// Somebody who has more blocks than the node that they are shown to.
struct Stranger : Home {
    explicit Stranger(int blocks) : Home{{.miner = Miner{key_of("stranger").public_key(), {}}}} {
        mine(blocks);
    }
    [[nodiscard]] std::vector<Header> headers() {
        std::vector<Header> all{genesis(easy()).header};
        for (std::uint64_t at = 1; at <= height(); ++at) all.push_back(block(at).header);
        return all;
    }
};

}  // namespace

TEST_CASE("who joins is told where we are", "[node][full]") {
    Home home;
    home.mine(3);
    home.joined(friendly);
    CHECK(home.heard.of<Tip>(friendly) == std::vector{home.tip()});
}

TEST_CASE("a block that was mined is named to all, and given to who asks", "[node][full]") {
    Village home{2};
    home.mine();
    CHECK_THAT(home.heard.told, ContainsSubstring("mined it"));
    for (const LinkId link : {friendly, other}) {
        const auto coming = home.heard.of<Coming>(link);
        REQUIRE(coming.size() == 1);
        CHECK(hash_of(coming[0].header) == home.tip().tip);
        CHECK(home.heard.of<OneBlock>(link).empty());
    }
    home.hears(other, GetBlocks{{home.tip().tip, Hash{}}});
    CHECK(home.heard.of<OneBlock>(other).size() == 1);
    CHECK(home.heard.of<NoBlock>(other) == std::vector{NoBlock{Hash{}}});
}

TEST_CASE("a job that is finished too late is thrown away", "[node][full]") {
    Village home{2};
    home.wait(0ms);
    auto late = home.node().job().value();
    late.header = mined(late.header);
    home.mine();
    home.node().solved(late);
    home.wait(0ms);
    CHECK(home.height() == 3);
}

TEST_CASE("a better history is asked for by its headers, and then by its blocks", "[node][full]") {
    Village home{2};
    Stranger far{5};
    home.hears(friendly, far.tip());
    REQUIRE(home.heard.of<GetHeaders>(friendly).size() == 1);
    CHECK(home.heard.of<GetHeaders>(friendly)[0].locator.front() == home.tip().tip);
    home.hears(friendly, Headers{far.headers()});
    const auto asked = home.heard.of<GetBlocks>(friendly);
    REQUIRE(asked.size() == 1);
    REQUIRE(asked[0].hashes.size() == 5);
    CHECK(home.node().catching_up());
    CHECK_FALSE(home.node().job());  // it would stand beside what is coming
    for (std::uint64_t at = 1; at <= 5; ++at) home.hears(friendly, OneBlock{far.block(at)});
    CHECK(home.tip() == far.tip());
    CHECK_FALSE(home.node().catching_up());
    CHECK(home.node().job());
    CHECK(home.heard.of<Tip>(other).back() == far.tip());
    CHECK(home.heard.closed.empty());
}

TEST_CASE("which block a neighbour has told of last is known, whatever it is", "[node][full]") {
    Village home{2};
    CHECK_FALSE(home.node().tip_of(friendly));
    CHECK_FALSE(home.node().tip_of(LinkId{99}));
    Stranger far{5};
    home.hears(friendly, far.tip());
    CHECK(home.node().tip_of(friendly) == far.tip().tip);
    home.hears(friendly, Coming{far.block(2).header});
    CHECK(home.node().tip_of(friendly) == hash_of(far.block(2).header));
    home.left(friendly);
    CHECK_FALSE(home.node().tip_of(friendly));
}

TEST_CASE("a history that nobody delivers stops a miner once, and not with each block of its own",
          "[node][full]") {
    Village home{2};
    Stranger far{6};
    home.hears(friendly, far.tip());
    home.hears(friendly, Headers{far.headers()});
    home.wait(0ms);
    CHECK_FALSE(home.node().job());
    home.wait(25s);
    for (std::uint64_t blocks = 3; blocks < 6; ++blocks) {
        REQUIRE(home.node().job());
        home.mine();
        CHECK(home.height() == blocks);
        CHECK_FALSE(home.node().catching_up());
    }
}

TEST_CASE("who brings a block that breaks the rules is sent away, with the reason",
          "[node][full]") {
    Village home{2};
    Stranger far{3};
    Block greedy = far.block(3);
    home.hears(friendly, far.tip());
    home.hears(friendly, Headers{far.headers()});
    home.hears(friendly, OneBlock{far.block(1)});
    greedy.transactions.push_back(greedy.transactions.front());
    home.hears(friendly, OneBlock{greedy});
    REQUIRE(home.heard.closed.contains(friendly));
    CHECK(home.heard.closed[friendly] == 100);
    CHECK_THAT(home.heard.told, ContainsSubstring("refused block"));
    SECTION("and is not heard any more") {
        home.heard = {};
        home.hears(friendly, GetHeaders{{far.tip().tip, hash_of(genesis(easy()).header)}});
        CHECK(home.heard.said.empty());
    }
}

TEST_CASE("nonsense costs ten points", "[node][full]") {
    Village home{1};
    home.heard.add(home.node().direct(friendly, R"({"kind":"gossip"})", home.moment()));
    CHECK(home.heard.closed == std::map<LinkId, unsigned>{{friendly, 10}});
}

TEST_CASE("who asks faster than anybody reads is sent away", "[node][full]") {
    Village home{1};
    const Hash root = hash_of(genesis(easy()).header);
    SECTION("for headers") {
        for (int i = 0; i < 6'000 && home.heard.closed.empty(); ++i) {
            home.hears(friendly, GetHeaders{{root}});
        }
        CHECK_THAT(home.heard.told, ContainsSubstring("headers faster than anybody reads"));
    }
    SECTION("for blocks") {
        const GetBlocks many{std::vector(16, home.tip().tip)};
        for (int i = 0; i < 3'000 && home.heard.closed.empty(); ++i) home.hears(friendly, many);
        CHECK_THAT(home.heard.told, ContainsSubstring("blocks faster than anybody reads"));
    }
    CHECK(home.heard.closed == std::map<LinkId, unsigned>{{friendly, 10}});
}

TEST_CASE("a payment is asked for by its name, judged, and then named to the others",
          "[node][full]") {
    Village home{4};
    const std::string payment = pay(home.coin(1), 90);
    home.hears(friendly, Have{{id(payment)}});
    REQUIRE(home.heard.of<GetPayments>(friendly) == std::vector{GetPayments{{id(payment)}}});
    home.hears(friendly, Payments{{payment}});
    home.wait(5s);
    CHECK(home.node().mempool().find(id(payment)) != nullptr);
    CHECK(home.heard.of<Have>(other) == std::vector{Have{{id(payment)}}});
    CHECK(home.heard.of<Have>(friendly).empty());
    home.hears(other, GetPayments{{id(payment), Hash{}}});
    CHECK(home.heard.of<Payments>(other) == std::vector{Payments{{payment}}});
    home.mine();
    CHECK(home.block(5).transactions.back() == payment);
    CHECK(home.node().mempool().size() == 0);
}

TEST_CASE("nothing is said to a neighbour that has left", "[node][full]") {
    Village home{4};
    home.heard.add(home.node().left(friendly));  // and nobody has called on_time() yet
    home.heard.add(home.node().submit(pay(home.coin(1), 90), home.moment()).actions);
    home.wait(5s);
    CHECK(home.heard.of<Have>(other).size() == 1);
    CHECK_FALSE(home.heard.said.contains(friendly));
}

TEST_CASE("who passes on a forgery has not looked, and is sent away", "[node][full]") {
    Village home{4};
    const std::string forged = pay(home.coin(1), 90, key_of("mallory"));
    home.hears(friendly, Have{{id(forged)}});
    home.hears(friendly, Payments{{forged}});
    CHECK(home.heard.closed == std::map<LinkId, unsigned>{{friendly, 20}});
    CHECK(home.node().mempool().size() == 0);
}

TEST_CASE("who passes on a second payment of one coin is not to blame", "[node][full]") {
    Village home{4};
    CHECK(home.submit(pay(home.coin(1), 90)) == "");
    const std::string second = pay(home.coin(1), 80);
    home.hears(friendly, Have{{id(second)}});
    home.hears(friendly, Payments{{second}});
    CHECK(home.heard.closed.empty());
    CHECK(home.node().mempool().size() == 1);
}

TEST_CASE("what nobody has asked for is not looked at", "[node][full]") {
    Village home{4};
    home.hears(friendly, Payments{{pay(home.coin(1), 90, key_of("mallory"))}});
    CHECK(home.heard.closed.empty());
    CHECK(home.node().mempool().size() == 0);
}

TEST_CASE("who was told that a coming block is not here is told when it is", "[node][full]") {
    Village home{0};
    Stranger far{1};
    home.hears(friendly, Coming{far.block(1).header});
    REQUIRE(home.heard.of<Coming>(other).size() == 1);
    home.hears(other, GetBlocks{{far.tip().tip}});
    home.wait(2500ms);  // nobody shall wait that long for one neighbour's word
    REQUIRE(home.heard.of<NoBlock>(other).size() == 1);
    home.hears(friendly, OneBlock{far.block(1)});
    CHECK(home.heard.of<Tip>(other).back() == far.tip());
}

TEST_CASE("a block that was promised to who has left meanwhile is not sent there", "[node][full]") {
    Village home{0};
    Stranger far{1};
    home.hears(friendly, Coming{far.block(1).header});
    home.hears(other, GetBlocks{{far.tip().tip}});
    SECTION("it is there") {
        home.hears(friendly, OneBlock{far.block(1)});
        CHECK(home.heard.of<OneBlock>(other).size() == 1);
    }
    SECTION("it has left, and nobody has called on_time() yet") {
        home.heard.add(home.node().left(other));
        home.hears(friendly, OneBlock{far.block(1)});
        CHECK(home.heard.of<OneBlock>(other).empty());
    }
}

TEST_CASE("who brings late what others have brought before keeps its link", "[node][full]") {
    Village home{0};
    Stranger far{150};
    std::map<LinkId, std::size_t> answered;
    const auto deliver = [&](LinkId from) {
        for (bool more = true; more;) {
            const auto asked = home.heard.of<GetBlocks>(from);
            more = answered[from] < asked.size();
            if (!more) continue;
            for (const Hash& hash : asked[answered[from]++].hashes) {
                const Place* place = far.chain().tree().find(hash);
                home.hears(from, OneBlock{far.block(place->height.value())});
            }
        }
    };
    for (const LinkId link : {friendly, other}) home.hears(link, far.tip());
    home.hears(friendly, Headers{far.headers()});
    deliver(other);
    REQUIRE(home.height() < 150);  // a part of them was asked of the other one alone
    for (int i = 0; i < 4 && home.height() < 150; ++i) {
        home.wait(1s);
        deliver(other);  // who is asked for what the first one takes long to bring
    }
    REQUIRE(home.height() == 150);
    deliver(friendly);
    home.wait(30s);
    CHECK(home.heard.closed.empty());
}

TEST_CASE("a history that nobody delivers holds up a miner for so long, and not longer",
          "[node][full]") {
    Village home{2};
    Stranger far{6};
    home.wait(15s);  // what is said from time to time comes at another time
    home.hears(friendly, far.tip());
    home.hears(friendly, Headers{far.headers()});
    home.left(friendly);
    home.wait(19s);
    CHECK_FALSE(home.node().job());
    home.wait(1s);
    CHECK(home.node().job());
}

TEST_CASE("a wallet hears of a tip that could not be named when the store had failed",
          "[node][full]") {
    Village home{2};
    const LinkId wallet{9};
    const auto tips = [&] {
        std::size_t count = 0;
        for (const auto& message : home.heard.to_wallets[wallet]) {
            count += message.find(R"("kind":"tip")") != std::string::npos ? 1U : 0U;
        }
        return count;
    };
    home.store.fail_at(0);
    home.heard.add(home.node().light().joined(wallet, home.moment()));
    CHECK(tips() == 0);
    home.wait(21s);
    CHECK(tips() == 1);
    home.wait(21s);
    CHECK(tips() == 1);  // it is owed once
}

TEST_CASE("a disk that fails for a while costs time, and no block", "[node][full]") {
    Village home{2};
    home.store.fail_at(0, true);
    home.mine();
    CHECK(home.height() == 2);
    CHECK_THAT(home.heard.told, ContainsSubstring("told to fail"));
    CHECK(home.heard.of<Coming>(friendly).empty());  // nobody is told what may be lost
    home.wait(30s);
    CHECK(home.height() == 2);
    home.store.heal();
    home.wait(15s);
    home.mine();
    CHECK(home.height() >= 3);
    CHECK_FALSE(home.heard.quit);
}

TEST_CASE("a block of our own that is not on disk yet is named later", "[node][full]") {
    Village home{2};
    home.store.fail_at(2);  // it is kept, and the history has moved; then
    home.mine();
    REQUIRE_FALSE(home.store.failing());
    CHECK(home.height() == 3);
    CHECK(home.heard.of<Coming>(friendly).empty());
    home.wait(20s);
    CHECK(home.heard.of<Tip>(friendly) == std::vector{home.tip()});
}

TEST_CASE("what a keyboard asks is answered", "[node][full]") {
    Home home;
    home.mine(4);
    REQUIRE(home.submit(pay(home.coin(1), 90)) == "");
    home.heard.add(home.node().typed("tip", home.moment()));
    home.heard.add(home.node().typed("pool", home.moment()));
    CHECK_THAT(home.heard.told, ContainsSubstring("block 4 " + to_text(home.tip().tip)));
    CHECK_THAT(home.heard.told, ContainsSubstring("payments that wait: 1"));
}

TEST_CASE("a tip that was missed is said again from time to time", "[node][full]") {
    Village home{1};
    home.wait(45s);
    CHECK(home.heard.of<Tip>(friendly).size() >= 2);
    home.left(friendly);
    home.heard = {};
    home.wait(45s);
    CHECK(home.heard.of<Tip>(friendly).empty());
    CHECK_FALSE(home.heard.of<Tip>(other).empty());
}
