// The application "chain", event by event: what neighbours ask and answer.
#include "chain_app.hpp"

#include "catch.hpp"
#include "chain_app_scene.hpp"
#include "sample.hpp"

using namespace scene;
using sample::payment;
using sbc::p2p::Close;

TEST_CASE("a neighbour that talks nonsense to us is left, with penalty points", "[04]") {
    Node node;
    const Actions actions = node.app.direct(neighbour, "{}", at(start));
    const auto* close = std::get_if<Close>(&actions.back());
    REQUIRE(close != nullptr);
    CHECK(close->link == neighbour);
    CHECK(close->penalty == 10);
}

TEST_CASE("who has missed blocks asks the one who brings the next for what lies between", "[04]") {
    const auto blocks = sample::chain_of(5);
    Node node{{"alice"}, sample::held({blocks.begin(), blocks.begin() + 3})};
    Node ahead{{"bob"}, sample::held(blocks)};
    const auto questions = said<GetBlocks>(node.hears(NewBlock{Height{5}, blocks[5]}));
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].height == Height{2});
    CHECK(questions[0].tip == hash_of(blocks[2].header));
    const auto answers = said<Blocks>(ahead.is_told(questions[0]));
    REQUIRE(answers.size() == 1);
    node.is_told(answers[0]);
    CHECK(node.tip() == ahead.tip());
}

TEST_CASE("who asks with another history is told so, and both keep their own", "[04]") {
    Node ours{{"alice"}, sample::held(sample::chain_of(2, "ours"))};
    Node theirs{{"bob"}, sample::held(sample::chain_of(5, "theirs"))};
    const Hash our_tip = ours.tip();
    const Hash their_tip = theirs.tip();
    CHECK(converse(ours, theirs) == 1);
    CHECK(converse(theirs, ours) == 1);  // we are behind: nothing follows
    CHECK(ours.tip() == our_tip);
    CHECK(theirs.tip() == their_tip);
    CHECK_THAT(told(ours.is_told(OtherHistory{Height{2}})),
               ContainsSubstring("a neighbour has another history: its block 2 is not ours"));
}

TEST_CASE("a newcomer asks each neighbour, and takes the whole chain in batches", "[04]") {
    Node newcomer;
    Node old{{"bob"}, sample::held(sample::chain_of(400))};
    const auto questions = said<GetBlocks>(newcomer.app.joined(neighbour, at(start)));
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].height == Height{0});
    CHECK(converse(newcomer, old) <= 5);
    CHECK(newcomer.tip() == old.tip());
}

TEST_CASE("a newcomer takes a rewritten history as readily as the true one", "[04]") {
    auto blocks = sample::chain_of(9);
    blocks[2].transactions = {payment(2, "the attacker was great")};
    for (std::size_t height = 2; height < blocks.size(); ++height) {
        blocks[height] = sample::block_on(blocks[height - 1].header, blocks[height].transactions);
    }
    Node newcomer;
    Node attacker{{"mallory"}, sample::held(blocks)};
    converse(newcomer, attacker);
    CHECK(newcomer.tip() == attacker.tip());
}

TEST_CASE("of an answer that breaks off in the middle, what holds is kept and no more is asked",
          "[04]") {
    Node node;
    auto blocks = sample::chain_of(5);
    blocks[3].transactions[0] = payment(30);
    const Actions actions = node.is_told(Blocks{Height{1}, {blocks.begin() + 1, blocks.end()}});
    CHECK(node.height() == 2);
    CHECK(said<GetBlocks>(actions).empty());
    CHECK_THAT(told(actions), ContainsSubstring("refused block 3"));
}

TEST_CASE("a height that lies harms nobody", "[04]") {
    Node node{{"alice"}, sample::held(sample::chain_of(2))};
    const Block next = sample::block_on(node.app.chain().tip(), {payment(3)});
    SECTION("too high: we ask, and get nothing") {
        const Actions actions = node.hears(NewBlock{Height{1'000'000'000}, next});
        CHECK(said<GetBlocks>(actions).size() == 1);
        CHECK(node.is_told(Blocks{Height{3}, {}}).empty());
        CHECK(node.height() == 2);
    }
    SECTION("too low: it fits all the same") {
        node.hears(NewBlock{Height{0}, next});
        CHECK(node.height() == 3);
        CHECK(check_chain(node.app.chain().blocks()));
    }
}
