#include "double_spend.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "catch.hpp"
#include "compared_time.hpp"

using exercise::Outpoint;
using exercise::Transaction;
using List = std::vector<Transaction>;

namespace {

std::string shown(const List& list) {
    std::string text;
    for (const Transaction& transaction : list) {
        text += "\n    " + transaction.id + " spends";
        for (const Outpoint& input : transaction.inputs) {
            text += " " + input.transaction + ":" + std::to_string(input.index);
        }
    }
    return text.empty() ? " nothing" : text;
}

// What the learner refused, by name, and the story of it.
struct Told {
    Told(const List& taken, const List& coming) {
        for (const std::size_t place : exercise::double_spends(taken, coming)) {
            refused.push_back(place < coming.size() ? coming[place].id : "one that is not there");
        }
        story = "\n  taken already:" + shown(taken) + "\n  coming:" + shown(coming) +
                "\n  you refused:";
        for (const std::string& name : refused) story += " " + name;
        if (refused.empty()) story += " none";
    }
    [[nodiscard]] bool refuses(const std::string& name) const {
        return std::find(refused.begin(), refused.end(), name) != refused.end();
    }
    std::vector<std::string> refused;
    std::string story;
};

}  // namespace

TEST_CASE("of two that spend the same the second is refused") {
    const Told told{{}, {{"p", {{"x", 0}}}, {"q", {{"x", 0}}}}};
    INFO("now:" << told.story);
    INFO("p came first, so x:0 is spent when q comes. Nothing was taken before: whoever compares");
    INFO("those that come with what is taken, and not with each other, lets both in");
    CHECK(told.refuses("q"));
}

TEST_CASE("of two that spend the same the first stays") {
    const Told told{{}, {{"p", {{"x", 0}}}, {"q", {{"x", 0}}}}};
    INFO("now:" << told.story);
    INFO("p did nothing wrong when it came. If a second one could drive out the first, a");
    INFO("payment that waits could be taken back: pay, take the goods, and send another");
    CHECK_FALSE(told.refuses("p"));
}

TEST_CASE("what somebody who is taken already spends is gone") {
    const Told told{{{"a", {{"x", 0}}}}, {{"p", {{"x", 0}}}, {"q", {{"y", 0}}}}};
    INFO("now:" << told.story);
    INFO("a is taken: it waits in the pool, or stands in the block that has just come. So p");
    INFO("finds x:0 spent, although nobody else in its own list spends it. q, with y:0, is good");
    CHECK(told.refuses("p"));
    CHECK_FALSE(told.refuses("q"));
}

TEST_CASE("one that spends the same twice is refused") {
    const Told told{{}, {{"p", {{"x", 0}, {"y", 0}, {"x", 0}}}, {"q", {{"z", 0}}}}};
    INFO("now:" << told.story);
    INFO("p spends x:0 with its first input and with its third: 100 points go in twice,");
    INFO("and 200 come out. Nobody else is needed for that, so look at each by itself, too");
    CHECK(told.refuses("p"));
    CHECK_FALSE(told.refuses("q"));
}

TEST_CASE("each input counts, not only the first") {
    const Told told{{{"a", {{"w", 0}, {"y", 0}}}},
                    {{"p", {{"x", 0}, {"v", 0}}}, {"q", {{"z", 0}, {"y", 0}, {"v", 0}}}}};
    INFO("now:" << told.story);
    INFO("q spends y:0 as a does, and v:0 as p does. Whoever looks at the");
    INFO("first alone is led by the nose with a coin of one point in front");
    CHECK(told.refuses("q"));
}

TEST_CASE("two outputs of one transaction are two") {
    const Told told{{{"a", {{"x", 0}}}}, {{"p", {{"x", 1}}}, {"q", {{"x", 2}}}}};
    INFO("now:" << told.story);
    INFO("x has paid three people, and each spends what is his. The same");
    INFO("transaction at another place is another output: compare the index as well");
    CHECK_FALSE(told.refuses("p"));
    CHECK_FALSE(told.refuses("q"));
}

TEST_CASE("what a refused one would have spent is free") {
    const Told told{{{"a", {{"x", 0}}}}, {{"p", {{"y", 0}, {"x", 0}}}, {"q", {{"y", 0}}}}};
    INFO("now:" << told.story);
    if (!told.refuses("p")) return;  // another test tells why
    INFO("p is refused for x:0, so it does not happen, and y:0 is not");
    INFO("spent: q is good. Do not write down what one spends before");
    INFO("you know that it may. Otherwise bad ones shut out honest ones");
    CHECK_FALSE(told.refuses("q"));
}

TEST_CASE("two that lie far apart are found") {
    List coming;
    for (int i = 0; i < 10; ++i)
        coming.push_back({"p" + std::to_string(i), {{"x" + std::to_string(i), 0}}});
    coming.push_back({"q", {{"x2", 0}}});
    const Told told{{}, coming};
    INFO("now:" << told.story);
    INFO("q spends what p2 spends. They are no neighbours:");
    INFO("remember all that was spent, not only by the one before");
    if (!Told{{}, {{"p", {{"x", 0}}}, {"q", {{"x", 0}}}}}.refuses("q")) return;  // the first test
    CHECK(told.refuses("q"));
}

TEST_CASE("the places are told from the first to the last") {
    const List coming{{"p", {{"x", 0}}}, {"q", {{"x", 0}}}, {"r", {{"y", 0}}}, {"s", {{"x", 0}}}};
    Told told{{}, coming};
    INFO("now:" << told.story);
    INFO("whoever takes them out of the list goes through it");
    INFO("once, so each is named once and in order");
    told.refused.erase(std::remove(told.refused.begin(), told.refused.end(), "p"),
                       told.refused.end());
    const bool none_twice =
        std::is_sorted(told.refused.begin(), told.refused.end()) &&
        std::adjacent_find(told.refused.begin(), told.refused.end()) == told.refused.end();
    CHECK(none_twice);
}

TEST_CASE("each is compared with what was spent, not with each other one") {
    List coming;
    for (int i = 0; i < 3'000; ++i) {
        coming.push_back({"p" + std::to_string(i), {{"x" + std::to_string(i), 0}}});
    }
    // The work that there is to do, as a measure: put each input into a set.
    const auto time = compare_time(
        12,
        [&] {
            std::set<Outpoint> spent;
            for (const Transaction& transaction : coming) spent.insert(transaction.inputs[0]);
        },
        [&] { (void)exercise::double_spends({}, coming); });
    INFO("3,000 payments wait, and all are good. To put their inputs into a set took");
    INFO(time.measure_ms << " ms, and you took " << time.work_ms << " ms");
    INFO("each with each are four and a half million comparisons, and a node does this");
    INFO("whenever a block comes. A std::set knows after twelve whether it holds something");
    CHECK(time.within);
}
