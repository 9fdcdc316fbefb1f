// Cores and edges of stage 04 together, in the simulator: what a chain in a network does, and what
// it does not.
#include "catch.hpp"
#include "sample.hpp"
#include "village.hpp"

using namespace std::chrono_literals;
using stage::check_chain;

TEST_CASE("a payment at one edge waits at every core and every edge", "[04]") {
    Village village{1};
    const auto a = village.core({});
    const auto b = village.core({a});
    const auto c = village.core({b});  // in a row: a and c are no neighbours
    const auto alice = village.edge("alice", {a});
    const auto bob = village.edge("bob", {c});
    village.run(10s);
    village.type(alice, "pay bob 100 you are great");
    village.run(10s);
    for (const auto host : {a, b, c, alice, bob}) CHECK(village.waiting(host) == 1);
    CHECK(village.told(bob, "waits: alice pays bob 100: you are great"));
    CHECK(village.told(alice, "the core has passed it on"));
}

TEST_CASE("with one builder all have the same chain, and every payment is in it once", "[04]") {
    const auto seed = GENERATE(range(1U, 4U));
    CAPTURE(seed);
    Village village{seed};
    const auto builder = village.core({}, sbc::Duration{5'000});
    const auto b = village.core({builder});
    const auto c = village.core({b, builder});
    const std::vector<std::size_t> edges{village.edge("alice", {builder}), village.edge("bob", {b}),
                                         village.edge("carol", {c})};
    village.run(10s);
    const int payments = 40;
    for (int i = 0; i < payments; ++i) {
        village.type(village.dice.pick(edges), "pay dave " + std::to_string(i + 1));
        village.network.run_for(sbc::Duration{village.dice.below(2'000)});
    }
    village.run(30s);
    CHECK(village.included(builder).size() == payments + 1);  // and the genesis block's
    CHECK(village.included_twice(builder) == 0);
    CHECK(village.height(builder) < payments);  // several in a block
    for (std::size_t host = 0; host < 6; ++host) {
        CHECK(village.tip(host) == village.tip(builder));
        CHECK(village.waiting(host) == 0);
        CHECK(check_chain(village.app(host).chain().blocks()));
    }
}

TEST_CASE("a builder without a timer makes a block for every transaction", "[04]") {
    Village village{1};
    const auto builder = village.core({}, sbc::Duration{0});
    const auto alice = village.edge("alice", {builder});
    village.run(5s);
    for (int i = 0; i < 7; ++i) village.type(alice, "pay bob 1");
    village.run(5s);
    CHECK(village.height(alice) == 7);
    CHECK(village.tip(alice) == village.tip(builder));
}

TEST_CASE("where nothing is paid, no block is built", "[04]") {
    Village village{1};
    const auto builder = village.core({}, sbc::Duration{0});
    const auto other = village.core({builder}, sbc::Duration{1'000});
    village.run(3'600s);
    CHECK(village.height(builder) == 0);
    CHECK(village.height(other) == 0);
}

TEST_CASE("a newcomer catches up with a long chain", "[04]") {
    Village village{1};
    const auto builder = village.core({}, {}, sample::held(sample::chain_of(200)));
    const auto newcomer = village.core({builder});
    const auto alice = village.edge("alice", {newcomer});
    village.run(20s);
    CHECK(village.height(newcomer) == 200);
    CHECK(village.tip(newcomer) == village.tip(builder));
    village.type(alice, "pay bob 1");
    village.run(20s);
    CHECK(village.waiting(builder) == 1);
    const auto late = village.edge("late", {builder});
    village.run(20s);
    CHECK(village.tip(late) == village.tip(builder));
}

TEST_CASE("an edge that comes before its core has caught up gets the rest, too", "[04]") {
    Village village{1};
    const auto first = village.core({}, {}, sample::held(sample::chain_of(200)));
    const auto second = village.core({first});
    const auto alice = village.edge("alice", {second});  // at the same moment
    const auto builder = village.core({first}, sbc::Duration{1'000});
    village.run(20s);
    village.type(alice, "pay bob 1");
    village.run(20s);
    CHECK(village.height(builder) == 201);
    CHECK(village.tip(alice) == village.tip(builder));
}

TEST_CASE("a core that was cut off catches up with what it has missed", "[04]") {
    Village village{3};
    const auto builder = village.core({}, sbc::Duration{1'000});
    const auto other = village.core({builder});
    const auto alice = village.edge("alice", {builder});
    village.run(10s);
    village.network.partition({{Village::id(other)}});
    for (int i = 0; i < 5; ++i) {
        village.type(alice, "pay bob 1");
        village.run(20s);
    }
    CHECK(village.height(builder) == 5);
    CHECK(village.height(other) == 0);
    village.network.heal();
    village.run(60s);
    CHECK(village.tip(other) == village.tip(builder));
}

TEST_CASE("two cores that could not hear each other build two histories and never agree", "[04]") {
    Village village{5};
    const auto a = village.core({}, sbc::Duration{1'000});
    const auto b = village.core({a}, sbc::Duration{1'000});
    const auto alice = village.edge("alice", {a});
    const auto bob = village.edge("bob", {b});
    village.run(10s);
    village.network.partition({{Village::id(a), Village::id(alice)}});
    village.type(alice, "pay bob 1");
    village.type(bob, "pay alice 2");
    village.run(60s);
    const auto of_a = village.tip(a);
    const auto of_b = village.tip(b);
    CHECK(of_a != of_b);
    village.network.heal();
    village.run(120s);
    CHECK(village.told(a, "a neighbour has another history: its block 1 is not ours"));
    CHECK(village.told(b, "a neighbour has another history: its block 1 is not ours"));
    const auto quiet = village.network.traffic().sent;
    for (int i = 0; i < 20; ++i) {
        village.type(alice, "pay bob 1");
        village.run(60s);
    }
    CHECK(village.height(a) == 21);  // each payment is in both: at the same height, in other blocks
    CHECK(village.height(b) == 21);
    CHECK(village.tip(a) != village.tip(b));
    CHECK(village.told(b, "somebody has another history"));
    CHECK(village.tip(alice) == village.tip(a));
    CHECK(village.tip(bob) == village.tip(b));
    // A block that is refused costs at most a question and an answer: no storm, whatever happens.
    CHECK(village.network.traffic().sent - quiet < 600);
}

TEST_CASE("where several cores build, they end with different histories sooner or later", "[04]") {
    const auto seed = GENERATE(range(1U, 4U));
    CAPTURE(seed);
    Village village{seed};
    std::vector<std::size_t> cores;
    for (std::size_t i = 0; i < 3; ++i) cores.push_back(village.core(cores, sbc::Duration{2'000}));
    village.run(10s);
    for (int i = 0; i < 100; ++i) {
        village.type(village.dice.pick(cores), "pay bob 1 you are great");
        village.network.run_for(sbc::Duration{village.dice.below(3'000)});
    }
    village.run(60s);
    std::set<stage::Hash> tips;
    for (const auto core : cores) {
        tips.insert(village.tip(core));
        CHECK(check_chain(village.app(core).chain().blocks()));  // each holds, all the same
        CHECK(village.included(core).size() == 101);
        CHECK(village.included_twice(core) == 0);
        CHECK(village.waiting(core) == 0);
    }
    CHECK(tips.size() > 1);
}
