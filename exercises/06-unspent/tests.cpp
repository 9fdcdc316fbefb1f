#include "unspent.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using exercise::Coin;
using exercise::Coins;
using exercise::Outpoint;
using exercise::Output;
using exercise::Spent;
using exercise::Transaction;
using Block = std::vector<Transaction>;

namespace {

std::string shown(const Outpoint& outpoint) {
    return outpoint.transaction + ":" + std::to_string(outpoint.index);
}
std::string shown(const Coin& coin) {
    return coin.output.owner + " " + std::to_string(coin.output.amount) + ", block " +
           std::to_string(coin.height) + (coin.mined ? ", mined" : "");
}
std::string shown(const Coins& coins) {
    std::string text;
    for (const auto& [outpoint, coin] : coins) {
        text += "\n    " + shown(outpoint) + " (" + shown(coin) + ")";
    }
    return text.empty() ? " nothing" : text;
}
std::string shown(const Transaction& transaction) {
    std::string text = "\n    " + transaction.id + (transaction.coinbase ? ", a coinbase" : "");
    for (const Outpoint& input : transaction.inputs) text += ", spends " + shown(input);
    for (const Output& output : transaction.outputs) {
        text += ", pays " + output.owner + " " + std::to_string(output.amount);
    }
    return text;
}

// A set of coins in the learner's hands, and the story of it.
class Told {
public:
    explicit Told(Coins coins)
        : coins{std::move(coins)}, story{"\n  coins:" + shown(this->coins)} {}

    bool apply(const Block& block, std::uint64_t height) {
        auto spent = exercise::apply(coins, block, height);
        story += "\n  apply, height " + std::to_string(height) + ":";
        for (const Transaction& transaction : block) story += shown(transaction);
        story += spent ? "\n  you said: done; and now:" : "\n  you said: refused; and now:";
        story += shown(coins);
        if (spent) spent_ = std::move(*spent);
        return spent.has_value();
    }
    // With spent coins of the test's own, where the learner has given another number of them.
    void undo(const Block& block, const Spent& as_spent) {
        const bool as_many = spent_.size() == as_spent.size();
        exercise::undo(coins, block, as_many ? spent_ : as_spent);
        story += "\n  undo; and now:" + shown(coins);
    }
    [[nodiscard]] bool holds(const Outpoint& outpoint) const { return coins.contains(outpoint); }
    [[nodiscard]] std::string at(const Outpoint& outpoint) const {
        const auto found = coins.find(outpoint);
        return found == coins.end() ? "nothing" : shown(found->second);
    }
    Coins coins;
    std::string story;

private:
    Spent spent_;
};

Coin coin(const std::string& owner, std::uint64_t amount, std::uint64_t height = 1,
          bool mined = false) {
    return {.output = {owner, amount}, .height = height, .mined = mined};
}
Transaction payment(const std::string& id, std::vector<Outpoint> inputs,
                    std::vector<Output> outputs) {
    return {
        .id = id, .coinbase = false, .inputs = std::move(inputs), .outputs = std::move(outputs)};
}

}  // namespace

TEST_CASE("what was spent is gone, and what was made is there") {
    Told told{{{{"x", 0}, coin("ann", 100)}}};
    const bool done = told.apply({payment("p", {{"x", 0}}, {{"ben", 30}, {"ann", 69}})}, 5);
    INFO("now:" << told.story);
    INFO("p spends x:0, so that coin is gone; it pays two outputs, so p:0 and p:1 are there. An");
    INFO("output is spent whole: its owner pays what is left back to herself");
    CHECK(done);
    CHECK_FALSE(told.holds({"x", 0}));
    CHECK(told.holds({"p", 0}));
    CHECK(told.holds({"p", 1}));
}

TEST_CASE("only the output that is named is spent") {
    Told told{{{{"x", 0}, coin("ann", 30)}, {{"x", 1}, coin("ben", 69)}}};
    told.apply({payment("p", {{"x", 0}}, {{"ben", 29}})}, 5);
    INFO("now:" << told.story);
    INFO("x has paid two people. When ann spends hers, that of ben is still his: what");
    INFO("is marked as spent is an output, not the whole transaction that it stands in");
    CHECK(told.holds({"x", 1}));
}

TEST_CASE("of two equal outputs the one that is named is spent") {
    Told told{{{{"x", 0}, coin("ann", 100)}, {{"y", 0}, coin("ann", 100)}}};
    told.apply({payment("p", {{"y", 0}}, {{"ben", 99}})}, 5);
    INFO("now:" << told.story);
    INFO("ann was paid 100 points twice. They look the same, and are two: what was spent is where");
    INFO("it stood, not what it was worth. By value her honest second 100 would be spent as well");
    CHECK(told.holds({"x", 0}));
    CHECK_FALSE(told.holds({"y", 0}));
}

TEST_CASE("a new coin knows the height of its block, and whether it was mined") {
    Told told{{{{"x", 0}, coin("ann", 100)}}};
    const Transaction coinbase{
        .id = "c", .coinbase = true, .inputs = {}, .outputs = {{"ben", 100}}};
    told.apply({coinbase, payment("p", {{"x", 0}}, {{"ben", 99}})}, 5);
    INFO("now:" << told.story);
    INFO("what was mined may be spent some blocks later only. Whoever does not write down when");
    INFO("it was made, and how, cannot know it afterwards: the block is not looked at again");
    CHECK(told.at({"c", 0}) == "ben 100, block 5, mined");
    CHECK(told.at({"p", 0}) == "ben 99, block 5");
}

TEST_CASE("one coin is spent once in a block") {
    Told told{{{{"x", 0}, coin("ann", 100)}}};
    const bool done = told.apply(
        {payment("p", {{"x", 0}}, {{"ben", 99}}), payment("q", {{"x", 0}}, {{"carol", 99}})}, 5);
    INFO("now:" << told.story);
    INFO("each of the two is right if one looks at the coins as they");
    INFO("were before the block. But they happen one after the other,");
    INFO("and after the first there is nothing left for the second");
    CHECK_FALSE(done);
}

TEST_CASE("a later transaction may spend what an earlier one has made") {
    Told told{{{{"x", 0}, coin("ann", 100)}}};
    const bool done = told.apply(
        {payment("p", {{"x", 0}}, {{"ben", 99}}), payment("q", {{"p", 0}}, {{"carol", 98}})}, 5);
    INFO("now:" << told.story);
    INFO("ben does not have to wait for a block to pass on what he was given: the outputs of");
    INFO("a transaction are there when the next one is looked at, not only after the block");
    CHECK(done);
}

TEST_CASE("an earlier transaction may not spend what a later one will make") {
    Told told{{{{"x", 0}, coin("ann", 100)}}};
    const bool done = told.apply(
        {payment("q", {{"p", 0}}, {{"carol", 98}}), payment("p", {{"x", 0}}, {{"ben", 99}})}, 5);
    INFO("now:" << told.story);
    INFO("q stands before p, whose output it spends. If all outputs of a block are there from the");
    INFO("beginning, two transactions can spend each other's, and nothing has come from anywhere");
    CHECK_FALSE(done);
}

TEST_CASE("of a refused block nothing has happened") {
    Told told{{{{"x", 0}, coin("ann", 100)}, {{"y", 0}, coin("ben", 7)}}};
    const Coins before = told.coins;
    const bool done = told.apply({payment("p", {{"x", 0}}, {{"ben", 99}}),
                                  payment("q", {{"y", 0}, {"z", 0}}, {{"carol", 5}})},
                                 5);
    INFO("now:" << told.story);
    INFO("q spends z:0, which is not there, so the whole block is refused: its first");
    INFO("payment too, and the first input of its second. Otherwise a bad block leaves its");
    INFO("traces, and this node will never again agree with the others about who has what");
    if (done) return;  // another test tells why
    CHECK(shown(told.coins) == shown(before));
}

TEST_CASE("coins that a block does not touch stay where they are") {
    Told told{{{{"x", 0}, coin("ann", 100)}, {{"y", 0}, coin("ben", 7)}}};
    const Coin* const before = &told.coins.at({"y", 0});
    told.apply({payment("p", {{"x", 0}}, {{"carol", 99}})}, 5);
    const auto after = told.coins.find({"y", 0});
    INFO("now:" << told.story);
    INFO("ben's coin has nothing to do with this block, and lies elsewhere in memory");
    INFO("now: the whole map was copied. With millions of coins that takes seconds,");
    INFO("for each block. Take out what is spent, put in what is made; and if the");
    INFO("block is refused, take it back");
    if (after == told.coins.end()) return;  // other tests tell why
    const bool same_place = &after->second == before;
    CHECK(same_place);
}

TEST_CASE("what a block has made is gone after undo") {
    Told told{{{{"x", 0}, coin("ann", 100)}}};
    const Block block{payment("p", {{"x", 0}}, {{"ben", 30}, {"ann", 69}})};
    told.apply(block, 5);
    told.undo(block, {coin("ann", 100)});
    INFO("now:" << told.story);
    INFO("if its outputs stay, ann has her 100 again, and ben has his 30 as well");
    const bool made_are_gone = !told.holds({"p", 0}) && !told.holds({"p", 1});
    CHECK(made_are_gone);
}

TEST_CASE("what comes back is as old as it was") {
    Told told{{{{"x", 0}, coin("ann", 100, 3, true)}}};
    const Block block{payment("p", {{"x", 0}}, {{"ben", 99}})};
    told.apply(block, 9);
    told.undo(block, {coin("ann", 100, 3, true)});
    INFO("now:" << told.story);
    INFO("the coin was mined in block 3, and it comes back as just that. By its owner and amount");
    INFO("alone it would be another coin: one that may be spent when others say that it may not");
    CHECK(told.at({"x", 0}) == "ann 100, block 3, mined");
}

TEST_CASE("each input gets back the coin that it has spent") {
    Told told{{{{"x", 0}, coin("ann", 60)}, {{"y", 0}, coin("ben", 40)}}};
    const Block block{payment("p", {{"x", 0}, {"y", 0}}, {{"carol", 99}})};
    told.apply(block, 5);
    told.undo(block, {coin("ann", 60), coin("ben", 40)});
    INFO("now:" << told.story);
    INFO("ann and ben have paid together. What was spent last lies on top of the spent");
    INFO("ones, so it belongs to the last input: from the front, ann's coin would be ben's");
    CHECK(told.at({"x", 0}) == "ann 60, block 1");
    CHECK(told.at({"y", 0}) == "ben 40, block 1");
}

TEST_CASE("a block that spends what it has made is undone backwards") {
    Told told{{{{"x", 0}, coin("ann", 100)}}};
    const Coins before = told.coins;
    const Block block{payment("p", {{"x", 0}}, {{"ben", 99}}),
                      payment("q", {{"p", 0}}, {{"carol", 98}})};
    const bool done = told.apply(block, 5);
    told.undo(block, {coin("ann", 100), coin("ben", 99, 5)});
    INFO("now:" << told.story);
    INFO("q has spent what p has made. From the first to the last, p");
    INFO("takes its output away, and then q puts it back: 99 points");
    INFO("out of nothing. Whoever goes back begins with what came last");
    if (!done || told.holds({"q", 0})) return;  // other tests tell why
    CHECK_FALSE(told.holds({"p", 0}));
}
