// Several nodes of stage 05 that talk to each other: they end with one history, and come to rest.
#include "catch.hpp"
#include "circle.hpp"
#include "sim/dice.hpp"

using namespace scene;
using sample::Forge;
using sample::payment;
using sbc::sim::Dice;

namespace {

// A network whose targets change often, so that more work is not the same as more blocks.
Network moody() {
    return {.name = "moody",
            .begins = sample::wall - 24h,
            .easiest = Bits{0x207fffff},
            .spacing = 10min,
            .interval = 3,
            .gaps = 3};
}

// A tree that grew at random: some branches of some length, with some payments.
std::vector<const Place*> grow(Forge& forge, Dice& dice, std::size_t blocks) {
    std::vector<const Place*> all{&forge.root()};
    while (all.size() <= blocks) {
        const std::size_t recent = std::min<std::size_t>(all.size(), 1 + dice.below(8));
        const Place& parent = *all[all.size() - 1 - dice.below(recent)];
        const auto gap = std::chrono::seconds{1 + dice.below(1'500)};
        std::set<std::string> before;
        for (const Place* at = &parent; at->parent != nullptr; at = at->parent) {
            before.insert(at->block.transactions.begin(), at->block.transactions.end());
        }
        std::vector<std::string> payments;
        for (std::uint64_t number = 0; number < 6; ++number) {
            if (!before.contains(payment(number)) && dice.chance(0.2)) {
                payments.push_back(payment(number));
            }
        }
        all.push_back(&forge.on(parent, payments, parent.block.header.time + gap));
    }
    return all;
}

// Some of them, and what those stand on: each after its parent, as they came to this node.
void give_some(Circle& circle, std::size_t to, const std::vector<const Place*>& places,
               Dice& dice) {
    for (int i = 0; i < 3; ++i) {
        for (const Block& block : sample::history(*dice.pick(places))) {
            (void)circle.app(to).direct(LinkId{999'999}, encode(OneBlock{block}), at(start));
        }
    }
}

std::multiset<std::string> included(const ChainApp& app) {
    std::multiset<std::string> all;
    for (Height at{1}; at <= app.chain().height(); at = above(at)) {
        const auto& payments = app.chain().at(at).block.transactions;
        all.insert(payments.begin(), payments.end());
    }
    return all;
}

ChainSettings miner(const std::string& name, const Network& network) {
    return {
        .name = name, .network = network, .block_every = sbc::Duration{0}, .empty_blocks = true};
}

}  // namespace

TEST_CASE("whatever two nodes hold, they have the same work as soon as they meet", "[05]") {
    const auto seed = GENERATE(range(0U, 60U));
    CAPTURE(seed);
    Dice dice{seed};
    Forge forge{moody()};
    const auto places = grow(forge, dice, 25);
    Circle circle{{miner("alice", moody()), miner("bob", moody())}};
    give_some(circle, 0, places, dice);
    give_some(circle, 1, places, dice);
    const auto most = std::max(circle.tip(0).work, circle.tip(1).work);
    circle.join(0, 1);
    CHECK(circle.joined(0, 1));  // neither has done anything wrong
    CHECK(circle.tip(0).work == most);
    CHECK(circle.tip(1).work == most);
    CHECK(circle.said() < 20);
    // Of two with the same work, one more block decides.
    circle.mine(dice.below(2));
    CHECK(circle.tip(0).hash == circle.tip(1).hash);
    CHECK(circle.joined(0, 1));
}

TEST_CASE("after any quarrel all have one history, with each payment in it once", "[05]") {
    const auto seed = GENERATE(range(0U, 20U));
    CAPTURE(seed);
    Dice dice{seed};
    Circle circle{std::vector(4, miner("core", sample::easy()))};
    circle.pass(1s);
    const std::vector<std::pair<std::size_t, std::size_t>> links{{0, 1}, {1, 2}, {2, 3}, {0, 3}};
    std::set<std::string> paid;
    for (int step = 0; step < 120; ++step) {
        const auto [a, b] = dice.pick(links);
        const auto what = dice.below(8);
        if (what == 0 && circle.joined(a, b)) circle.part(a, b);
        if (what == 1 && !circle.joined(a, b)) circle.join(a, b);
        if (what >= 2 && what <= 4) {
            paid.insert(payment(paid.size()));
            circle.pay(a, payment(paid.size() - 1));
        }
        if (what >= 5) circle.mine(a);
    }
    for (const auto& [a, b] : links) {
        if (!circle.joined(a, b)) circle.join(a, b);
    }
    circle.pass(45s);  // what waits is repeated,
    circle.mine(0);    // mined,
    circle.mine(0);    // and one more block decides, should two have the same work
    circle.pass(45s);
    for (std::size_t i = 0; i < 4; ++i) {
        CAPTURE(i);
        CHECK(circle.tip(i).hash == circle.tip(0).hash);
        const auto all = included(circle.app(i));
        CHECK(std::set<std::string>(all.begin(), all.end()) == paid);
        CHECK(all.size() == paid.size());
        CHECK(circle.app(i).pool().waiting().empty());
    }
}

TEST_CASE("a block costs each neighbour at most one question and one answer", "[05]") {
    const std::size_t nodes = 6;
    Circle circle{std::vector(nodes, miner("core", sample::easy()))};
    for (std::size_t a = 0; a < nodes; ++a) {
        for (std::size_t b = 0; b < a; ++b) circle.join(a, b);  // each with each
    }
    circle.pass(1s);
    const auto before = circle.said();
    const int blocks = 10;
    for (int i = 0; i < blocks; ++i) circle.mine(static_cast<std::size_t>(i) % nodes);
    CHECK(circle.tip(0).height == Height{blocks});
    CHECK(circle.said("get_block") == blocks * (nodes - 1));
    CHECK(circle.said("block") == blocks * (nodes - 1));
    CHECK(circle.said("get_blocks") == 0);
    CHECK(circle.said() - before <= blocks * (nodes * (nodes - 1) + 2 * (nodes - 1)));
    SECTION("and when nothing happens, only what counts is repeated") {
        const auto quiet = circle.said();
        circle.pass(60s);
        CHECK(circle.said() - quiet == 3 * nodes * (nodes - 1));
    }
}

TEST_CASE("nodes that agree on the name but not on the rules agree on nothing, quietly", "[05]") {
    Network slower = sample::easy();
    slower.spacing = 10s;
    Circle circle{{miner("alice", sample::easy()), miner("bob", slower)}};
    circle.pass(1s);
    SECTION("not even that one of them is wrong, before any block") { circle.join(0, 1); }
    for (int i = 0; i < 3; ++i) circle.mine(0);
    for (int i = 0; i < 7; ++i) circle.mine(1);
    const Hash ours = circle.tip(0).hash, theirs = circle.tip(1).hash;
    if (!circle.joined(0, 1)) circle.join(0, 1);
    circle.pass(600s);
    CHECK(circle.joined(0, 1));  // nobody has broken a rule of its own network
    CHECK(circle.tip(0).hash == ours);
    CHECK(circle.tip(1).hash == theirs);
    CHECK(circle.said() < 300);
}
