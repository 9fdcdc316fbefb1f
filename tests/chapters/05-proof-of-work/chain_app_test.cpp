// The application "chain", event by event: blocks that are announced, asked for and judged.
#include "chain_app.hpp"

#include <functional>

#include "catch.hpp"
#include "chain_app_scene.hpp"

using namespace scene;
using sample::Forge;
using sample::history;
using sample::payment;

TEST_CASE("a neighbour that comes is told our tip, and what waits", "[05]") {
    Node node;
    auto greeting = node.meets(anna);
    REQUIRE(said<Announce>(greeting).size() == 1);
    CHECK(said<Announce>(greeting)[0].what.tip == node.tip());
    CHECK(said<Waiting>(greeting).empty());
    node.hears(NewTransaction{payment(1)});
    greeting = node.meets(berta);
    REQUIRE(asked<Waiting>(greeting) == Links{berta});
    CHECK(said<Waiting>(greeting)[0].what.transactions == std::vector{payment(1)});
}

TEST_CASE("a block that is announced is asked for once, at who announced it", "[05]") {
    Forge forge;
    Node node;
    const Place& place = forge.line(forge.root(), 1);
    CHECK(asked<GetBlock>(node.is_told(announced(place), anna)) == Links{anna});
    CHECK(asked<GetBlock>(node.is_told(announced(place), anna)).empty());
    CHECK(asked<GetBlock>(node.is_told(announced(place), berta)).empty());
    CHECK(asked<GetBlock>(node.is_told(announced(place), carla)).empty());
    SECTION("it comes, and nobody is asked any more") {
        node.is_told(OneBlock{place.block}, anna);
        CHECK(node.tip() == place.hash);
        CHECK(said<GetBlock>(node.app.on_time(at(start + 5s))).empty());
        CHECK(node.is_told(announced(place), berta).empty());
    }
    SECTION("it does not come: the next is asked, one after the other") {
        CHECK(said<GetBlock>(node.app.on_time(at(start + 4'999ms))).empty());
        CHECK(asked<GetBlock>(node.app.on_time(at(start + 5s))) == Links{berta});
        CHECK(node.app.deadline() == start + 10s);
        CHECK(asked<GetBlock>(node.app.on_time(at(start + 10s))) == Links{carla});
        CHECK(said<GetBlock>(node.app.on_time(at(start + 15s))).empty());
    }
    SECTION("who was asked leaves: the next is asked at once") {
        node.app.left(anna);
        CHECK(node.app.deadline() <= start);
        CHECK(asked<GetBlock>(node.app.on_time(at(start))) == Links{berta});
    }
}

TEST_CASE("what was said to have less work than ours is not asked for", "[05]") {
    Forge forge;
    Node node;
    const Place& ours = forge.line(forge.root(), 3);
    const Place& less = forge.line(forge.root(), 2);
    const Place& same = forge.line(forge.root(), 3);
    node.holds(history(ours));
    const Actions actions = node.is_told(announced(less));
    CHECK(said<GetBlock>(actions).empty());
    CHECK(said<GetBlocks>(actions).empty());
    CHECK(asked<GetBlock>(node.is_told(announced(same))) == Links{anna});  // may be built upon
}

TEST_CASE("a block that we took is announced to all but the one who brought it", "[05]") {
    Forge forge;
    Node node;
    for (const LinkId link : {anna, berta, carla}) node.meets(link);
    const Place& place = forge.line(forge.root(), 1);
    const Actions actions = node.is_told(OneBlock{place.block}, berta);
    CHECK(asked<Announce>(actions) == Links{anna, carla});
    CHECK(said<Announce>(actions)[0].what.tip == place.hash);
    CHECK(said<Announce>(actions)[0].what.work == place.work);
    CHECK_THAT(told(actions), ContainsSubstring("new block 1 "));
    SECTION("and what is not new goes no further") {
        CHECK(node.is_told(OneBlock{place.block}, anna).empty());
        CHECK(node.is_told(announced(place), carla).empty());
    }
    SECTION("nor does a block that stands aside") {
        const Place& aside = forge.line(forge.root(), 1);
        const Actions nothing = node.is_told(OneBlock{aside.block}, anna);
        CHECK(said<Announce>(nothing).empty());
        CHECK_THAT(told(nothing), ContainsSubstring("aside: block "));
        CHECK(node.tip() == place.hash);
    }
}

TEST_CASE("a block in our tree is given to whoever asks, another one is not", "[05]") {
    Forge forge;
    Node node;
    const Place& ours = forge.line(forge.root(), 2);
    const Place& aside = forge.line(forge.root(), 1);
    const Place& unknown = forge.line(forge.root(), 1);
    node.holds(history(ours));
    node.holds(history(aside));
    for (const Place* place : {&ours, ours.parent, &aside}) {
        const auto answers = said<OneBlock>(node.is_told(GetBlock{place->hash}, berta));
        REQUIRE(answers.size() == 1);
        CHECK(answers[0].to == berta);
        CHECK(hash_of(answers[0].what.block.header) == place->hash);
    }
    CHECK(node.is_told(GetBlock{unknown.hash}).empty());
}

namespace {

struct Fault {
    std::string words;
    std::function<Block(Forge&, const Place& good)> block;
};

const std::vector<Fault> faults{
    {"its transactions are not those",
     [](Forge&, const Place& good) {
         Block bad = good.block;
         bad.transactions[0] = payment(2);
         return bad;
     }},
    {"its hash is not below its target",
     [](Forge&, const Place& good) {
         Block bad = good.block;
         while (check_header(bad.header)) bad.header.nonce = Nonce{bad.header.nonce.value() + 1};
         return bad;
     }},
    {"its target is not the one that is due",
     [](Forge&, const Place& good) {
         Block bad = good.block;
         bad.header.bits = Bits{0x207ffffe};
         bad.header = sample::mined(bad.header);
         return bad;
     }},
    {"it is older than most",
     [](Forge&, const Place& good) {
         Block bad = good.block;
         bad.header.time = sample::easy().begins;
         bad.header = sample::mined(bad.header);
         return bad;
     }},
    {"it repeats a payment", [](Forge& forge, const Place& good) {
         return forge.on(*good.parent, good.parent->block.transactions).block;
     }}};

}  // namespace

TEST_CASE("a bad block costs its sender, and nobody else is asked for anything", "[05]") {
    const std::size_t number = GENERATE(range(std::size_t{0}, faults.size()));
    const Fault& fault = faults[number];
    INFO(fault.words);
    Forge forge;
    Node node;
    for (const LinkId link : {anna, berta, carla}) node.meets(link);
    const Place& good = forge.line(forge.root(), 2);
    node.holds(history(*good.parent));
    node.is_told(announced(good), anna);
    const Actions actions = node.is_told(OneBlock{fault.block(forge, good)}, anna);
    CHECK(closed(actions) == Closed{{anna, 100}});
    CHECK_THAT(told(actions), ContainsSubstring(fault.words));
    CHECK(asked<Announce>(actions).empty());
    node.app.left(anna);
    for (const Actions& later : {actions, node.app.on_time(at(start + 5s))}) {
        CHECK(said<GetBlock>(later).empty());
        CHECK(said<GetBlocks>(later).empty());
    }
    CHECK(node.height() == 1);
    node.is_told(OneBlock{good.block}, berta);
    CHECK(node.tip() == good.hash);
}

TEST_CASE("a false body under a true name does not keep the true one from being asked for",
          "[05]") {
    Forge forge;
    Node node;
    const Place& place = forge.line(forge.root(), 1);
    Block bad = place.block;
    bad.transactions[0] = payment(2);
    node.is_told(announced(place), anna);
    node.is_told(announced(place), berta);
    SECTION("from the one who was asked: the next is asked at once") {
        CHECK(closed(node.is_told(OneBlock{bad}, anna)) == Closed{{anna, 100}});
        node.app.left(anna);
        CHECK(asked<GetBlock>(node.app.on_time(at(start))) == Links{berta});
    }
    SECTION("from somebody else: the one who was asked still has its time") {
        CHECK(closed(node.is_told(OneBlock{bad}, carla)) == Closed{{carla, 100}});
        node.app.left(carla);
        CHECK(said<GetBlock>(node.app.on_time(at(start))).empty());
        CHECK(asked<GetBlock>(node.app.on_time(at(start + 5s))) == Links{berta});
    }
}

TEST_CASE("a block that was refused costs each who brings it again, and all that stand on it",
          "[05]") {
    Forge forge;
    Node node;
    const Place& first = forge.line(forge.root(), 1);
    node.holds(history(first));
    const Place& bad = forge.on(first, first.block.transactions);
    const Place& on_it = forge.line(bad, 1);
    CHECK(closed(node.is_told(OneBlock{bad.block}, anna)) == Closed{{anna, 100}});
    CHECK(closed(node.is_told(OneBlock{bad.block}, berta)) == Closed{{berta, 100}});
    CHECK(closed(node.is_told(OneBlock{on_it.block}, carla)) == Closed{{carla, 100}});
    CHECK(said<OneBlock>(node.is_told(GetBlock{bad.hash})).empty());
    CHECK(node.tip() == first.hash);
}

TEST_CASE("a block from the future costs nothing: perhaps it is our clock", "[05]") {
    Forge forge;
    Node node;
    const Place& early = forge.on(forge.root(), {payment(1)}, sample::wall + 3h);
    node.is_told(announced(early));
    const Actions actions = node.is_told(OneBlock{early.block});
    CHECK(closed(actions).empty());
    CHECK_THAT(told(actions), ContainsSubstring("more than two hours ahead"));
    CHECK(node.height() == 0);
    CHECK(said<GetBlock>(node.app.on_time(at(start + 5s))).empty());
    node.is_told(OneBlock{early.block}, anna, start + 61min);  // later it is none
    CHECK(node.tip() == early.hash);
}

TEST_CASE("a block whose parent is unknown is held, and its sender is asked for the rest", "[05]") {
    Forge forge;
    Node node;
    for (const LinkId link : {anna, berta}) node.meets(link);
    const Place& tip = forge.line(forge.root(), 3);
    const auto blocks = history(tip);
    const Actions actions = node.is_told(OneBlock{blocks[2]}, berta);
    CHECK(closed(actions).empty());
    const auto questions = said<GetBlocks>(actions);
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].to == berta);
    CHECK(questions[0].what.height == Height{0});
    node.is_told(OneBlock{blocks[0]}, anna);
    CHECK(node.height() == 1);
    node.is_told(OneBlock{blocks[1]}, anna);  // between it and the rest
    CHECK(node.tip() == tip.hash);
}

TEST_CASE("where nobody is asked, a block that comes is judged like any other", "[05]") {
    Forge forge;
    Node node;
    const Place& place = forge.line(forge.root(), 1);
    node.is_told(OneBlock{place.block}, berta);
    CHECK(node.tip() == place.hash);
}

TEST_CASE("a reorganisation brings back the payments of blocks that do not count any more",
          "[05]") {
    Forge forge;
    Node node;
    const Place& common = forge.on(forge.root(), {payment(1)});
    const Place& ours = forge.on(forge.on(common, {payment(2), payment(3)}), {payment(4)});
    const Place& theirs = forge.on(forge.on(forge.on(common, {payment(3)}), {}), {payment(5)});
    for (std::uint64_t number = 1; number <= 7; ++number)
        node.hears(NewTransaction{payment(number)});
    node.holds(history(ours));
    CHECK(node.waiting() == std::list{payment(5), payment(6), payment(7)});
    node.holds(history(*theirs.parent));  // the same work: nothing happens yet
    CHECK(node.tip() == ours.hash);
    const Actions actions = node.is_told(OneBlock{theirs.block});
    CHECK(node.tip() == theirs.hash);
    CHECK(node.waiting() == std::list{payment(2), payment(4), payment(6), payment(7)});
    const std::string words = told(actions);
    CHECK_THAT(words, ContainsSubstring("reorganisation: back 2, forward 3"));
    CHECK(std::count(words.begin(), words.end(), '\n') == 1 + 3 + 2);  // two that wait again
    CHECK_THAT(words, ContainsSubstring("waits again: alice pays bob 100: you are great"));
}
