// The application "chain", event by event: what is paid, waits, and is mined.
#include "catch.hpp"
#include "chain_app.hpp"
#include "chain_app_scene.hpp"

using namespace scene;
using sample::Forge;
using sample::history;
using sample::payment;

TEST_CASE("a payment that is heard waits here, once", "[05]") {
    Node node;
    CHECK_THAT(told(node.hears(NewTransaction{payment(1)})),
               ContainsSubstring("waits: alice pays bob 100: you are great"));
    CHECK_THAT(told(node.hears(NewTransaction{payment(1)})),
               ContainsSubstring("it waits here already"));
    CHECK(node.waiting() == std::list{payment(1)});
}

TEST_CASE("what was published and makes no sense is ignored: its bearer need not be its author",
          "[05]") {
    Forge forge;
    Node node;
    const Place& place = forge.line(forge.root(), 1);
    for (const std::string& body :
         {std::string{"{}"}, std::string{R"({"kind":"block"})"}, encode(OneBlock{place.block}),
          encode(announced(place)), encode(Waiting{{payment(1)}})}) {
        CHECK(node.app.published(MessageId{1}, body, {anna}, at(start)).empty());
    }
    const Actions actions = node.hears(NewTransaction{R"({"from":"alice"})"});
    CHECK(closed(actions).empty());
    CHECK_THAT(told(actions), ContainsSubstring("not taken, "));
    CHECK(node.waiting().empty());
    CHECK(node.height() == 0);
}

TEST_CASE("payments that wait elsewhere are passed on, as far as they are new", "[05]") {
    Node node;
    for (const LinkId link : {anna, berta, carla}) node.meets(link);
    node.hears(NewTransaction{payment(1)});
    const Actions actions = node.is_told(Waiting{{payment(1), payment(2), payment(3)}}, berta);
    CHECK(asked<Waiting>(actions) == Links{anna, carla});
    CHECK(said<Waiting>(actions)[0].what.transactions == std::vector{payment(2), payment(3)});
    CHECK(node.waiting() == std::list{payment(1), payment(2), payment(3)});
    CHECK(node.is_told(Waiting{{payment(3), payment(2)}}, carla).empty());
}

TEST_CASE("who brings something that is no payment is left, and the good ones are not lost",
          "[05]") {
    Node node{mining(0ms)};
    node.meets(anna);
    node.meets(berta);
    const Actions actions = node.is_told(Waiting{{payment(1), R"({"from":"x"})"}}, anna);
    CHECK(closed(actions) == Closed{{anna, 10}});
    CHECK(asked<Waiting>(actions) == Links{berta});
    CHECK(node.waiting() == std::list{payment(1)});
    CHECK(node.app.job());
}

TEST_CASE("a neighbour that talks nonsense to us is left, with penalty points", "[05]") {
    Node node;
    CHECK(closed(node.app.direct(anna, "{}", at(start))) == Closed{{anna, 10}});
}

TEST_CASE("a core that is told to mines a payment at once, and starts anew with each", "[05]") {
    Node core{mining(0ms)};
    CHECK_FALSE(core.app.job());
    core.hears(NewTransaction{payment(1)});
    REQUIRE(core.app.job());
    const Job first = *core.app.job();
    CHECK(first.header.previous == core.tip());
    core.hears(NewTransaction{payment(2)});
    CHECK(core.app.job()->id != first.id);
    core.solves();
    CHECK(core.height() == 1);
    CHECK(core.app.chain().tip().block.transactions == std::vector{payment(1), payment(2)});
    CHECK(core.waiting().empty());
    CHECK_FALSE(core.app.job());  // nobody has paid: nothing to do
}

TEST_CASE("a core on a timer mines what has come meanwhile", "[05]") {
    Node core{mining(5s)};
    core.hears(NewTransaction{payment(1)});
    core.hears(NewTransaction{payment(2)}, start + 3s);
    CHECK_FALSE(core.app.job());
    CHECK(core.app.deadline() == start + 5s);
    (void)core.app.on_time(at(start + 5s));
    REQUIRE(core.app.job());
    core.hears(NewTransaction{payment(3)}, start + 6s);
    const JobId before = core.app.job()->id;
    CHECK(core.app.deadline() == start + 11s);
    (void)core.app.on_time(at(start + 11s));
    CHECK(core.app.job()->id != before);
    core.solves(start + 12s);
    CHECK(core.app.chain().tip().block.transactions.size() == 3);
}

TEST_CASE("a node that was not told to mines nothing", "[05]") {
    Node node;
    node.hears(NewTransaction{payment(1)});
    CHECK_FALSE(node.app.job());
}

TEST_CASE("a block that was mined here is announced to all", "[05]") {
    Node core{mining(0ms)};
    for (const LinkId link : {anna, berta}) core.meets(link);
    core.hears(NewTransaction{payment(1)});
    const Actions actions = core.solves();
    CHECK(asked<Announce>(actions) == Links{anna, berta});
    CHECK(said<Announce>(actions)[0].what.tip == core.tip());
    CHECK(check_block(core.app.chain().tip().block));
}

TEST_CASE("when the tip moves, what is mined stands on the new one; an old solution is dropped",
          "[05]") {
    Forge forge;
    Node core{mining(0ms)};
    core.hears(NewTransaction{payment(1)});
    core.hears(NewTransaction{payment(2)});
    Job old = core.app.job().value();
    old.header = sample::mined(old.header);
    SECTION("what is left is mined on the new tip") {
        const Place& theirs = forge.on(forge.root(), {payment(1)});
        core.is_told(OneBlock{theirs.block});
        REQUIRE(core.app.job());
        CHECK(core.app.job()->id != old.id);
        CHECK(core.app.job()->header.previous == theirs.hash);
        core.app.solved(old);
        CHECK(said<Announce>(core.app.on_time(at(start))).empty());
        CHECK(core.tip() == theirs.hash);
        core.solves();
        CHECK(core.app.chain().tip().block.transactions == std::vector{payment(2)});
    }
    SECTION("when nothing is left, nothing is mined") {
        const Place& theirs = forge.on(forge.root(), {payment(1), payment(2)});
        core.is_told(OneBlock{theirs.block});
        CHECK_FALSE(core.app.job());
        core.app.solved(old);
        CHECK(said<Announce>(core.app.on_time(at(start))).empty());
        CHECK(core.tip() == theirs.hash);
    }
}

TEST_CASE("a core that mines empty blocks always has something to do", "[05]") {
    Node core{mining(0ms, true)};
    REQUIRE(core.app.job());
    for (std::uint64_t height = 1; height <= 20; ++height) {
        const JobId before = core.app.job().value().id;
        core.solves();
        CHECK(core.height() == height);
        REQUIRE(core.app.job());
        CHECK(core.app.job()->id != before);
    }
}

TEST_CASE("what counts is said again every twenty seconds", "[05]") {
    Node node;
    for (const LinkId link : {anna, berta}) node.meets(link);
    node.hears(NewTransaction{payment(1)});
    CHECK(node.app.deadline() == start + 20s);
    CHECK(node.app.on_time(at(start + 19s)).empty());
    const Actions actions = node.app.on_time(at(start + 20s));
    CHECK(asked<Announce>(actions) == Links{anna, berta});
    CHECK(asked<Waiting>(actions) == Links{anna, berta});
    CHECK(node.app.deadline() == start + 40s);
}

TEST_CASE("'pay' publishes a transaction, or says how it is done", "[05]") {
    Node node;
    const auto paid = said<NewTransaction>(node.app.typed("pay bob 100 you are great", at(start)));
    REQUIRE(paid.size() == 1);
    const auto read = decode_transaction(paid[0].what.transaction);
    REQUIRE(read);
    CHECK(read->from == "alice");
    CHECK(read->to == "bob");
    CHECK(read->points == Points{100});
    CHECK(read->note == "you are great");
    CHECK(read->nonce == PaymentNonce{99});
    for (const std::string& wrong :
         {std::string{"pay"}, std::string{"pay bob"}, std::string{"pay bob 0 nothing"},
          std::string{"pay bob x"}, std::string{"pay bob -5 less"}, std::string{"pay  "},
          std::string{"pay bob 99999999999999999999 too much"},
          "pay bob 5 " + std::string(longest_note + 1, 'x'), std::string{"pay bob 5 \xff"}}) {
        INFO(wrong);
        const Actions actions = node.app.typed(wrong, at(start));
        CHECK(said<NewTransaction>(actions).empty());
        CHECK_THAT(told(actions), ContainsSubstring("pay bob 100 you are great"));
    }
    CHECK(node.app.typed("something else", at(start)).empty());
}

TEST_CASE("the smallest payment that can be made is long enough for a block", "[05]") {
    CHECK(encode(Transaction{"a", "b", Points{1}, "", PaymentNonce{}}).size() >=
          shortest_transaction);
}

TEST_CASE("'pool', 'show' and 'tree' tell what waits, what counts and what stands aside", "[05]") {
    Forge forge;
    Node node;
    const Place& tip = forge.line(forge.root(), 12);
    node.holds(history(tip));
    node.holds(history(forge.line(sample::below(tip, 1), 1)));
    node.hears(NewTransaction{payment(50)});
    CHECK_THAT(told(node.app.typed("pool", at(start))),
               ContainsSubstring("waiting: 1\n  alice pays bob 100: you are great"));
    const std::string shown = told(node.app.typed("show", at(start)));
    CHECK_THAT(shown, ContainsSubstring("block 12\n"));
    CHECK_THAT(shown, ContainsSubstring("block 3\n"));
    CHECK_THAT(shown, !ContainsSubstring("block 2\n"));  // the last ten
    const std::string tree = told(node.app.typed("tree", at(start)));
    CHECK(std::count(tree.begin(), tree.end(), '\n') == 13);
    CHECK_THAT(tree, ContainsSubstring("    12  ●  ○  "));
    CHECK_THAT(tree, ContainsSubstring("    11  ●──┘  "));
}

TEST_CASE("a reorganisation that is refused half-way leaves what waits as it was", "[05]") {
    Forge forge;
    Node node;
    const Place& ours = forge.on(forge.root(), {payment(1)});
    node.holds(history(ours));
    node.hears(NewTransaction{payment(2)});
    const Place& first = forge.on(forge.root(), {payment(2)});
    const Place& twice = forge.on(first, {payment(3), payment(2)});  // has happened already
    node.is_told(OneBlock{first.block});
    const Actions actions = node.is_told(OneBlock{twice.block});
    CHECK(node.tip() == ours.hash);
    CHECK(node.waiting() == std::list{payment(2)});
    CHECK(told(actions).find("reorganisation") == std::string::npos);
}
