#include <algorithm>
#include <string>

#include "catch.hpp"
#include "ranking.hpp"

using exercise::Output;
using exercise::Row;
using exercise::Transaction;
using History = std::vector<Transaction>;

namespace {

Transaction mined(const std::string& by, std::uint64_t points = 100) {
    return {{}, {{by, points}}, {}};
}
Transaction paid(std::vector<std::string> from, std::vector<Output> outputs,
                 const std::string& memo = "") {
    return {std::move(from), std::move(outputs), memo};
}

// What has happened, and what the learner makes of it.
class Story {
public:
    explicit Story(const History& history) : rows_{exercise::ranking_of(history)} {
        for (const Transaction& one : history) tell(one);
        text += "\n  your ranking:";
        for (const Row& row : rows_) {
            text += "\n    " + row.who + ": received " + std::to_string(row.received) + ", mined " +
                    std::to_string(row.mined) + (row.why.empty() ? "" : ", why: " + row.why);
        }
        if (rows_.empty()) text += " nobody is in it";
    }
    // Zeros, if it is not there.
    [[nodiscard]] Row of(const std::string& who) const {
        for (const Row& row : rows_) {
            if (row.who == who) return row;
        }
        return {};
    }
    [[nodiscard]] std::string order() const {
        std::string names;
        for (const Row& row : rows_) names += (names.empty() ? "" : " ") + row.who;
        return names;
    }
    std::string text;

private:
    void tell(const Transaction& one) {
        text += "\n  ";
        for (const std::string& from : one.from) text += (&from == &one.from[0] ? "" : "+") + from;
        text += one.from.empty() ? "mined:" : " pays:";
        for (const Output& to : one.outputs)
            text += " " + std::to_string(to.points) + " to " + to.to;
        if (!one.memo.empty()) text += ", \"" + one.memo + "\"";
    }
    std::vector<Row> rows_;
};

}  // namespace

TEST_CASE("points from somebody else are received") {
    const Story story{{paid({"ann"}, {{"ben", 30}}), paid({"carol"}, {{"ben", 5}})}};
    INFO("now:" << story.text);
    INFO("ann and carol have given ben something, and both sums count");
    CHECK(story.of("ben").received == 35);
}

TEST_CASE("what is mined counts by itself") {
    const Story story{{mined("ann"), mined("ann", 101)}};
    INFO("now:" << story.text);
    INFO("a transaction with no inputs pays for a block. Nobody has thanked ann: her machine was");
    INFO("fast. It is mined, and not received");
    CHECK(story.of("ann").mined == 201);
    CHECK(story.of("ann").received == 0);
}

TEST_CASE("change is not received, wherever it stands") {
    const Story story{{paid({"ann"}, {{"ann", 69}, {"ben", 30}})}};
    INFO("now:" << story.text);
    INFO("a coin is spent whole, so ann gets back what is left of hers. That output stands first");
    INFO(
        "here: a good wallet hides which one is the change. Only its owner tells it from a "
        "payment");
    CHECK(story.of("ann").received == 0);
    CHECK(story.of("ben").received == 30);
}

TEST_CASE("who pays himself has received nothing") {
    const Story story{{paid({"ann"}, {{"ann", 99}}, "I am great")}};
    INFO("now:" << story.text);
    INFO("there is no other output, so it is no change; it is ann's coin all the same. If that");
    INFO("counted, whoever pays himself all night would stand first in the morning");
    CHECK(story.of("ann").received == 0);
}

TEST_CASE("of several who pay together none has received anything") {
    const Story story{{paid({"ann", "ben"}, {{"carol", 150}, {"ben", 49}})}};
    INFO("now:" << story.text);
    INFO(
        "the second input is ben's. Look at the owners of all inputs, not at the first one alone:");
    INFO("else whoever puts a coin of a friend in front of his own is given his own change");
    CHECK(story.of("ben").received == 0);
    CHECK(story.of("carol").received == 150);
}

TEST_CASE("each output counts") {
    const Story story{{paid({"ann"}, {{"ben", 7}, {"ben", 7}})}};
    INFO("now:" << story.text);
    INFO("two coins of 7 for ben, in one transaction: that is 14");
    CHECK(story.of("ben").received == 14);
}

TEST_CASE("sums may be large") {
    const Story story{
        {paid({"ann"}, {{"ben", 3'000'000'000}}), paid({"ann"}, {{"ben", 3'000'000'000}})}};
    INFO("now:" << story.text);
    INFO("six thousand million. A sum in 32 bits has room for 4,294,967,295 and begins again at 0");
    CHECK(story.of("ben").received == 6'000'000'000);
}

TEST_CASE("the last memo says why") {
    const Story story{{paid({"ann"}, {{"ben", 1}}, "for the song"),
                       paid({"ann"}, {{"ben", 1}}, "for the nails")}};
    INFO("now:" << story.text);
    INFO("the history has the oldest first; shown is what was said last");
    CHECK(story.of("ben").why == "for the nails");
}

TEST_CASE("who gives a reason is not given one") {
    const Story story{{paid({"carol"}, {{"ann", 5}}, "you are kind"),
                       paid({"ann"}, {{"ben", 1}, {"ann", 4}}, "for the song")}};
    INFO("now:" << story.text);
    INFO("ann's last memo is what carol wrote to her. What ann wrote to ben came with points for");
    INFO("ben; she herself got her change");
    CHECK(story.of("ann").why == "you are kind");
    CHECK(story.of("ben").why == "for the song");
}

TEST_CASE("who says nothing takes no reason away") {
    const Story story{{paid({"ann"}, {{"ben", 1}}, "for the song"), paid({"carol"}, {{"ben", 1}})}};
    INFO("now:" << story.text);
    INFO("carol has written no memo. The last one that there is, is ann's");
    CHECK(story.of("ben").why == "for the song");
}

TEST_CASE("a miner's memo is no reason for himself") {
    const Story story{
        {paid({"carol"}, {{"ann", 5}}, "you are kind"), {{}, {{"ann", 100}}, "for me"}}};
    INFO("now:" << story.text);
    INFO(
        "a memo is the reason for whoever has received something. Nobody gave ann those 100 "
        "points,");
    INFO("and what she wrote there she has said to herself");
    CHECK(story.of("ann").why == "you are kind");
}

TEST_CASE("who has been given nothing is not in the ranking") {
    const Story story{{paid({"ann"}, {{"ben", 30}, {"ann", 69}})}};
    INFO("now:" << story.text);
    INFO("ann has only paid. A line of zeros says nothing about her, and would tell everybody");
    INFO("who has been given nothing");
    CHECK(story.order() == "ben");
}

TEST_CASE("whoever has received most stands first") {
    const Story story{{paid({"ann"}, {{"ben", 5}}), paid({"ann"}, {{"carol", 30}}),
                       paid({"carol"}, {{"dave", 7}})}};
    INFO("now:" << story.text);
    INFO("30, 7, 5: the largest first, whatever the addresses are");
    CHECK(story.order() == "carol dave ben");
}

TEST_CASE("of equal ones, whoever has mined more stands first") {
    const Story story{
        {mined("ben"), paid({"carol"}, {{"ann", 10}}), paid({"carol"}, {{"ben", 10}})}};
    INFO("now:" << story.text);
    INFO("both have received 10, and ben has mined. Only if they are equal in that as well does");
    INFO("the address decide; it must, or two nodes would show two orders");
    CHECK(story.order() == "ben ann");
}

TEST_CASE("of those that are equal in both, the address decides") {
    const Story story{{paid({"carol"}, {{"dave", 4}}), paid({"carol"}, {{"ben", 4}}),
                       paid({"carol"}, {{"ann", 4}})}};
    INFO("now:" << story.text);
    INFO("nobody has mined, and all have received 4. Something must decide, and the same thing at");
    INFO("each node: the address, the smaller one first");
    CHECK(story.order() == "ann ben dave");
}
