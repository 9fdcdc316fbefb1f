// Nodes among each other: payments and blocks find their way, histories meet, newcomers catch up.
#include "circle.hpp"
#include "crypto/address.hpp"

using namespace kit;
using Ids = std::vector<Hash>;

namespace {

// What the miner of this node can spend: the coin of its first block, once three stand on it.
CheckedTransaction from_miner(Circle& circle, std::size_t number, std::uint64_t fee = 1,
                              std::size_t block = 1) {
    const auto& chain = circle.app(number).chain();
    const auto found = chain.block(chain.at(Height{block})).value();
    const auto coin = sbc::ledger::check_transaction(found.transactions.front()).value();
    const auto key = key_of("miner " + std::to_string(number));
    return paid(key, {{coin.id(), 0}}, {output(bob(), coin.goes_out().value() - fee)});
}
std::uint64_t balance(Circle& circle, std::size_t number, const SigningKey& of) {
    std::uint64_t points = 0;
    circle.app(number).ledger().coins().each([&](const Outpoint&, const auto& coin) {
        if (coin.output.to == of.public_key()) points += coin.output.amount.value();
    });
    return points;
}

}  // namespace

TEST_CASE("a payment goes from neighbour to neighbour, and into a block", "[07]") {
    Circle circle{4};
    for (std::size_t i = 0; i < 3; ++i) circle.join(i, i + 1);  // a line, no mesh
    circle.mine(0, 4);
    const auto payment = from_miner(circle, 0);
    circle.type(0, "say " + text_of(payment));
    for (std::size_t i = 0; i < 4; ++i) CHECK(circle.waiting(i) == Ids{payment.id()});
    CHECK(circle.said("payments") == 3);  // each node has been told once
    circle.mine(3);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(circle.waiting(i).empty());
        CHECK(balance(circle, i, bob()) == 99);
        CHECK(balance(circle, i, key_of("miner 3")) == 101);
    }
}

TEST_CASE("each body comes to each node once, however many neighbours have it", "[07]") {
    Circle circle{5};
    for (std::size_t a = 0; a < 5; ++a) {
        for (std::size_t b = a + 1; b < 5; ++b) circle.join(a, b);
    }
    circle.mine(0, 3);
    for (std::size_t i = 0; i < 5; ++i) CHECK(circle.height(i) == 3);
    CHECK(circle.said("block") == 12);  // three blocks, to four nodes
}

TEST_CASE("two histories meet, the one with more work wins, and who paid waits again", "[07]") {
    Circle circle{2};
    circle.join(0, 1);
    circle.mine(0, 4);
    circle.part(0, 1);
    const auto payment = from_miner(circle, 0);
    circle.type(0, "say " + text_of(payment));
    circle.mine(0);
    CHECK(balance(circle, 0, bob()) == 99);
    circle.mine(1, 2);
    circle.join(0, 1);
    CHECK(circle.tip(0) == circle.tip(1));
    CHECK(circle.height(0) == 6);
    CHECK(balance(circle, 0, bob()) == 0);
    CHECK(circle.waiting(0) == Ids{payment.id()});
    CHECK(circle.node(0).told.find("reorganisation: back 1, forward 2") != std::string::npos);
    CHECK(circle.node(0).told.find("waits again: 99 to sb1") != std::string::npos);
    CHECK(circle.waiting(1) == Ids{payment.id()});  // whoever has not known it is told
    circle.mine(1);
    CHECK(balance(circle, 0, bob()) == 99);
}

TEST_CASE("a newcomer hears what waits", "[07]") {
    Circle circle{2};
    circle.mine(0, 4);
    const auto payment = from_miner(circle, 0);
    circle.type(0, "say " + text_of(payment));
    circle.join(0, 1);
    // It cannot judge it before it has the blocks. What waits is said again from time to time.
    CHECK(circle.height(1) == 4);
    CHECK(circle.waiting(1).empty());
    circle.pass(21s);
    CHECK(circle.waiting(1) == Ids{payment.id()});
}

TEST_CASE("a newcomer fetches a long history from several neighbours at once", "[07]") {
    Circle circle{4};
    circle.join(0, 1);
    circle.join(1, 2);
    circle.mine(0, 700);
    REQUIRE(circle.height(2) == 700);
    const auto before = circle.said_by(0, "block") + circle.said_by(1, "block");
    for (std::size_t i = 0; i < 3; ++i) circle.join(i, 3);
    CHECK(circle.tip(3) == circle.tip(0));
    CHECK(circle.said_by(0, "block") + circle.said_by(1, "block") + circle.said_by(2, "block") -
              before ==
          700);
}

TEST_CASE("histories that parted long ago meet by their headers", "[07]") {
    Circle circle{2};
    circle.join(0, 1);
    circle.mine(0, 20);
    circle.part(0, 1);
    circle.mine(0, 300);
    circle.mine(1, 310);
    const auto blocks = circle.said("block");
    const auto headers = circle.said("headers");
    circle.join(0, 1);
    CHECK(circle.tip(0) == circle.tip(1));
    CHECK(circle.said("block") - blocks == 310);  // nothing that both had
    CHECK(circle.said("headers") - headers == 2);
}

TEST_CASE("who does not answer is left, and the others bring what it was asked for", "[07]") {
    Circle circle{4};
    circle.join(0, 1);
    circle.join(0, 2);
    circle.mine(0, 60);
    circle.join(1, 3);
    circle.part(1, 3);
    circle.restart(3);
    CHECK(circle.height(3) == 60);  // its store has them
    circle.mine(0, 60);
    circle.silence(2);
    // It announced itself before it fell silent.
    circle.join(2, 3);
    const auto& chain = circle.app(0).chain();
    circle.says(2, 3, encode(stage::Announce{chain.tip().hash, chain.height(), chain.tip().work}));
    CHECK(circle.height(3) == 60);
    circle.pass(9s);
    CHECK(circle.joined(2, 3));
    circle.pass(2s);
    CHECK_FALSE(circle.joined(2, 3));
    CHECK(circle.node(3).penalties == std::vector<unsigned>{10});
    circle.join(1, 3);
    CHECK(circle.height(3) == 120);
}

TEST_CASE("when the one who was asked has left, another is asked at once", "[07]") {
    Circle circle{4};
    circle.join(0, 1);
    circle.mine(0, 60);
    circle.silence(2);
    circle.join(2, 3);
    const auto& chain = circle.app(0).chain();
    circle.says(2, 3, encode(stage::Announce{chain.tip().hash, chain.height(), chain.tip().work}));
    circle.join(1, 3);  // and that one waits its turn
    circle.pass(1s);    // what is due from time to time has been said, and is not due for long
    CHECK(circle.height(3) == 0);
    circle.part(2, 3);
    circle.pass(1s);
    CHECK(circle.height(3) == 60);
}

TEST_CASE("headers that another one has shown before bring us further", "[07]") {
    Circle circle{4};
    circle.join(0, 1);
    circle.mine(0, 600);
    const auto& chain = circle.app(0).chain();
    circle.silence(2);
    circle.join(2, 3);
    circle.says(2, 3, encode(stage::Announce{chain.tip().hash, chain.height(), chain.tip().work}));
    for (const std::uint64_t from : {1U, 251U}) {  // two messages of headers, and no body
        stage::Headers shown;
        for (std::uint64_t at = from; at < from + 250; ++at) {
            shown.headers.push_back(header_of(chain.at(Height{at})));
        }
        circle.says(2, 3, encode(shown));
    }
    circle.pass(1s);
    circle.join(1, 3);  // it will be asked from the end of our history, and show the same again
    circle.part(2, 3);
    circle.pass(1s);
    CHECK(circle.height(3) == 600);
}

TEST_CASE("a block that is on its way to a neighbour is asked for at once", "[07]") {
    Circle circle{2};
    circle.join(0, 1);
    circle.mine(0, 2);
    const auto asked = circle.said_by(1, "get_blocks");
    auto next = stage::build_block(
        circle.app(0).chain().tip(),
        circle.app(0).chain().tree().next_bits(circle.app(0).chain().tip()), {}, wall, Nonce{0});
    next.header = mined(next.header);
    circle.says(0, 1, encode(stage::Coming{next.header}));
    CHECK(circle.said_by(1, "get_blocks") == asked + 1);
    circle.says(0, 1, encode(stage::OneBlock{next}));
    CHECK(circle.height(1) == 3);
    CHECK(circle.node(1).penalties.empty());
}

TEST_CASE("headers that stand on nothing we know are asked for once", "[07]") {
    Circle circle{2};
    circle.join(0, 1);
    circle.mine(0, 2);
    circle.silence(0);
    const sbc::chain::BlockTree other{easy("other")};
    auto foreign =
        stage::build_block(other.root(), other.next_bits(other.root()), {}, wall, Nonce{0});
    foreign.header = mined(foreign.header);
    const auto asked = circle.said_by(1, "get_headers");
    circle.says(0, 1,
                encode(stage::Announce{hash_of(foreign.header), Height{9}, sbc::U256{1'000'000}}));
    CHECK(circle.said_by(1, "get_headers") == asked + 1);
    circle.says(0, 1, encode(stage::Headers{{foreign.header}}));
    CHECK(circle.said_by(1, "get_headers") == asked + 1);  // and not again and again
    CHECK(circle.joined(0, 1));
}

TEST_CASE("after a restart a node goes on where it was", "[07]") {
    Circle circle{2};
    circle.join(0, 1);
    circle.mine(0, 4);
    circle.type(0, "say " + text_of(from_miner(circle, 0)));
    circle.mine(1, 3);
    circle.restart(1);
    CHECK(circle.height(1) == 7);
    CHECK(balance(circle, 1, bob()) == 99);
    circle.mine(0);
    circle.join(0, 1);
    CHECK(circle.height(1) == 8);
    CHECK(circle.tip(0) == circle.tip(1));
}

TEST_CASE("a block that does not hold costs its sender the connection", "[07]") {
    Circle circle{2};
    circle.join(0, 1);
    circle.mine(0, 2);
    const auto& chain = circle.app(1).chain();
    Block block = chain.block(chain.tip()).value();
    SECTION("other transactions under a true header") {
        block.transactions.push_back(block.transactions.front());
    }
    SECTION("too much for its miner") {
        Transaction greedy{.coinbase = sbc::ledger::Coinbase{Height{3}, id_of(easy())},
                           .inputs = {},
                           .outputs = {output(bob(), 101)},
                           .note = {}};
        block = stage::build_block(chain.tip(), chain.tree().next_bits(chain.tip()),
                                   {encode(greedy)}, wall, Nonce{0});
        block.header = mined(block.header);
    }
    circle.says(0, 1, encode(stage::OneBlock{block}));
    CHECK_FALSE(circle.joined(0, 1));
    CHECK(circle.node(1).penalties == std::vector<unsigned>{100});
    CHECK(circle.height(1) == 2);
}

TEST_CASE("a payment costs its sender something only if nobody can have found it right", "[07]") {
    Circle circle{2};
    circle.join(0, 1);
    circle.mine(0, 4);
    const auto payment = from_miner(circle, 0);
    SECTION("a coin that is not there: perhaps it knows a block more") {
        circle.says(
            0, 1,
            encode(stage::Payments{{text_of(paid(bob(), {{Hash{}, 0}}, {output(bob(), 1)}))}}));
        CHECK(circle.joined(0, 1));
    }
    SECTION("not signed by its owner") {
        Transaction changed = payment.parts();
        changed.outputs.front().amount = Amount{50};
        circle.says(0, 1, encode(stage::Payments{{encode(changed)}}));
        CHECK(circle.node(1).penalties == std::vector<unsigned>{100});
    }
    SECTION("no payment at all") {
        circle.says(0, 1, encode(stage::Payments{{"{\"pay\":\"me\"}"}}));
        CHECK(circle.node(1).penalties == std::vector<unsigned>{100});
    }
    SECTION("nonsense") {
        circle.says(0, 1, "{\"kind\":\"dance\"}");
        CHECK(circle.node(1).penalties == std::vector<unsigned>{10});
    }
    CHECK(circle.waiting(1).empty());
}

TEST_CASE("whoever is asked for what it does not have says so", "[07]") {
    Circle circle{2};
    circle.join(0, 1);
    circle.says(0, 1, encode(stage::GetBlocks{{Hash{}, circle.tip(0), Hash{}}}));
    CHECK(circle.said_by(1, "no_block") == 2);
    CHECK(circle.said_by(1, "block") == 1);
    circle.says(0, 1, encode(stage::GetPayments{{Hash{}}}));
    CHECK(circle.said_by(1, "payments") == 0);
}

TEST_CASE("a node shows what it has", "[07]") {
    Circle circle{1};
    circle.mine(0, 4);
    const auto payment = from_miner(circle, 0);
    circle.type(0, "say " + text_of(payment));
    circle.type(0, "pool");
    circle.type(0, "tip");
    circle.type(0, "show");
    circle.type(0, "balance " + sbc::crypto::to_address(key_of("miner 0").public_key()));
    circle.type(0, "balance sb1nobody");
    const std::string& told = circle.node(0).told;
    for (const char* words : {"waiting: 1\n  99 to sb1", "block 4 ", "┌─ block 3",
                              "mined: 100 to sb1", " of 100, mined in block 1\n", "balance 400"}) {
        INFO(told);
        CHECK(told.find(words) != std::string::npos);
    }
}
