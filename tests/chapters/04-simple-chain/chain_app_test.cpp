// The application "chain", event by event: what is published and what is typed.
#include "chain_app.hpp"

#include "catch.hpp"
#include "chain_app_scene.hpp"
#include "sample.hpp"

using namespace scene;
using sample::payment;

TEST_CASE("a transaction that is heard waits here, once", "[04]") {
    Node node;
    CHECK_THAT(told(node.hears(NewTransaction{payment(1)})),
               ContainsSubstring("waits: alice pays bob 100: you are great"));
    CHECK_THAT(told(node.hears(NewTransaction{payment(1)})),
               ContainsSubstring("it waits here already"));
    CHECK(node.app.pool().waiting().size() == 1);
}

TEST_CASE("what was published and makes no sense is ignored: its bearer need not be its author",
          "[04]") {
    Node node;
    for (const char* body :
         {"{}", R"({"kind":"block"})", R"({"kind":"transaction","transaction":{}})"}) {
        CHECK(node.app.published(MessageId{1}, body, {neighbour}, at(start)).empty());
    }
    CHECK(node.app.pool().waiting().empty());
}

TEST_CASE("a core that is told to makes a block of every transaction", "[04]") {
    Node core{building(0ms)};
    for (std::uint64_t number = 1; number <= 3; ++number) {
        const auto blocks = said<NewBlock>(core.hears(NewTransaction{payment(number)}));
        REQUIRE(blocks.size() == 1);
        CHECK(blocks[0].height == Height{number});
        CHECK(blocks[0].block.transactions == std::vector{payment(number)});
        CHECK(core.height() == number);
    }
    CHECK(core.app.pool().waiting().empty());
    CHECK(check_chain(core.app.chain().blocks()));
}

TEST_CASE("a core on a timer makes one block of all that has come meanwhile", "[04]") {
    Node core{building(5s)};
    CHECK(core.app.deadline() == sbc::never);
    CHECK(said<NewBlock>(core.hears(NewTransaction{payment(1)})).empty());
    CHECK(said<NewBlock>(core.hears(NewTransaction{payment(2)}, start + 3s)).empty());
    CHECK(core.app.deadline() == start + 5s);
    const auto blocks = said<NewBlock>(core.app.on_time(at(start + 5s)));
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].block.transactions == std::vector{payment(1), payment(2)});
    CHECK(core.app.deadline() == sbc::never);
    CHECK(core.app.on_time(at(start + 60s)).empty());  // nothing waits: no empty block
}

TEST_CASE("a node that was not told to builds no blocks", "[04]") {
    Node node;
    CHECK(said<NewBlock>(node.hears(NewTransaction{payment(1)})).empty());
    CHECK(node.app.deadline() == sbc::never);
}

TEST_CASE("a block that fits is taken, and its transactions wait no longer", "[04]") {
    Node node{building(5s)};
    node.hears(NewTransaction{payment(1)});
    node.hears(NewTransaction{payment(2)});
    const Block block = sample::block_on(genesis().header, {payment(1), payment(3)});
    CHECK_THAT(told(node.hears(NewBlock{Height{1}, block})), ContainsSubstring("new block 1 "));
    CHECK(node.height() == 1);
    CHECK(node.app.pool().waiting() == std::list{payment(2)});
    CHECK_THAT(told(node.hears(NewTransaction{payment(3)})),
               ContainsSubstring("a block holds it already"));
    SECTION("and when it comes again, nothing happens") {
        CHECK(node.hears(NewBlock{Height{1}, block}).empty());
    }
    SECTION("when nothing waits any more, no block is due") {
        node.hears(NewBlock{Height{2}, sample::block_on(block.header, {payment(2)})});
        CHECK(node.app.deadline() == sbc::never);
    }
}

TEST_CASE("our own block comes back to us and changes nothing", "[04]") {
    Node core{building(0ms)};
    const auto built = said<NewBlock>(core.hears(NewTransaction{payment(1)}));
    CHECK(core.app.published(MessageId{2}, encode(built.at(0)), {}, at(start)).empty());
    CHECK(core.height() == 1);
}

TEST_CASE("a block that does not fit on our tip is refused, and the user is told", "[04]") {
    Node node{{"alice"}, sample::held(sample::chain_of(2))};
    const Hash tip = node.tip();
    const auto theirs = sample::chain_of(3, "theirs");
    for (std::size_t height = 1; height <= 3; ++height) {
        INFO("their block " << height);
        const Actions actions = node.hears(NewBlock{Height{height}, theirs[height]});
        CHECK_THAT(told(actions), ContainsSubstring("somebody has another history"));
        CHECK(said<GetBlocks>(actions).empty());  // this much is certain: nothing to ask
        CHECK(node.tip() == tip);
    }
}

TEST_CASE("a broken block is refused with its reason", "[04]") {
    Node node;
    Block block = sample::block_on(genesis().header, {payment(1)});
    block.transactions[0] = payment(2);
    CHECK_THAT(told(node.hears(NewBlock{Height{1}, block})),
               ContainsSubstring("its transactions are not those"));
    Block future = build_block(genesis().header, {payment(1)}, sample::wall + 3h);
    CHECK_THAT(told(node.hears(NewBlock{Height{1}, future})),
               ContainsSubstring("more than two hours ahead"));
    CHECK(node.height() == 0);
}

TEST_CASE("'pay' publishes a transaction, or says how it is done", "[04]") {
    Node node;
    const auto paid = said<NewTransaction>(node.app.typed("pay bob 100 you are great", at(start)));
    REQUIRE(paid.size() == 1);
    const auto read = decode_transaction(paid[0].transaction);
    REQUIRE(read);
    CHECK(read->from == "alice");
    CHECK(read->to == "bob");
    CHECK(read->points == Points{100});
    CHECK(read->note == "you are great");
    CHECK(read->nonce == PaymentNonce{99});
    CHECK(said<NewTransaction>(node.app.typed("pay bob 5", at(start))).size() == 1);
    for (const std::string& wrong :
         {std::string{"pay"}, std::string{"pay bob"}, std::string{"pay bob 0 nothing"},
          std::string{"pay bob x"}, std::string{"pay bob -5 less"},
          std::string{"pay bob 1.5 halves"}, std::string{"pay  "},
          std::string{"pay bob 99999999999999999999 too much"},
          "pay bob 5 " + std::string(longest_note + 1, 'x'), std::string{"pay bob 5 \xff"}}) {
        INFO(wrong);
        const Actions actions = node.app.typed(wrong, at(start));
        CHECK(said<NewTransaction>(actions).empty());
        CHECK_THAT(told(actions), ContainsSubstring("pay bob 100 you are great"));
    }
    CHECK(node.app.typed("something else", at(start)).empty());
}

TEST_CASE("'pool' and 'show' tell what waits and what is in the chain", "[04]") {
    Node node{{"alice"}, sample::held(sample::chain_of(12))};
    node.hears(NewTransaction{payment(50)});
    CHECK_THAT(told(node.app.typed("pool", at(start))),
               ContainsSubstring("waiting: 1\n  alice pays bob 100: you are great"));
    const std::string shown = told(node.app.typed("show", at(start)));
    CHECK_THAT(shown, ContainsSubstring("block 12\n"));
    CHECK_THAT(shown, ContainsSubstring("block 3\n"));
    CHECK_THAT(shown, !ContainsSubstring("block 2\n"));  // the last ten
    CHECK_THAT(shown, ContainsSubstring("alice pays bob 100: thank you"));
}
