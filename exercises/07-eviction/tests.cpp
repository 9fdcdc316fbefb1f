#include "eviction.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using exercise::Payment;
using exercise::Waiting;

namespace {

constexpr std::size_t most_bytes = 1'000;

std::string in_words(const Payment& payment) {
    std::string text = payment.name + ": " + std::to_string(payment.bytes) + " bytes, fee " +
                       std::to_string(payment.fee);
    for (const std::string& parent : payment.parents) text += ", spends what " + parent + " brings";
    return text;
}

// A pool for a thousand bytes, and the story of who came and who had to go.
class Told {
public:
    explicit Told(Waiting waiting) : waiting_{std::move(waiting)} {
        story = "\n  room for " + std::to_string(most_bytes) + " bytes; waiting:";
        for (const Payment& payment : waiting_) story += "\n    " + in_words(payment);
    }
    bool add(const Payment& newcomer) {
        const bool taken = exercise::add(waiting_, most_bytes, newcomer).has_value();
        story += "\n  newcomer " + in_words(newcomer);
        story += taken ? "\n  you said: taken; and now:" : "\n  you said: refused; and now:";
        for (const Payment& payment : waiting_) story += " " + payment.name;
        story += waiting_.empty() ? " nobody;" : ";";
        story += " " + std::to_string(bytes()) + " bytes";
        return taken;
    }
    [[nodiscard]] bool waits(const std::string& name) const {
        return std::any_of(waiting_.begin(), waiting_.end(),
                           [&](const Payment& payment) { return payment.name == name; });
    }
    [[nodiscard]] std::size_t bytes() const {
        std::size_t sum = 0;
        for (const Payment& payment : waiting_) sum += payment.bytes;
        return sum;
    }
    std::string story;

private:
    Waiting waiting_;
};

}  // namespace

TEST_CASE("when there is room nobody has to go") {
    Told told{{{"a", 1, 300, {}}, {"b", 2, 300, {}}}};
    const bool taken = told.add({"n", 300, 300, {}});
    INFO("now:" << told.story);
    INFO("as long as all fit it makes no difference what they pay");
    CHECK(taken);
    CHECK(told.waits("a"));
    CHECK(told.waits("b"));
    CHECK(told.waits("n"));
}

TEST_CASE("exactly full is not too full") {
    Told told{{{"a", 40, 400, {}}, {"b", 80, 400, {}}}};
    told.add({"n", 400, 200, {}});
    INFO("now:" << told.story);
    INFO("with n there are 1,000 bytes, as many as there is room for. To make more room than it");
    INFO("takes is to lose a payment for nothing");
    CHECK(told.waits("a"));
}

TEST_CASE("whoever pays least for a byte has to go") {
    Told told{{{"a", 400, 800, {}}, {"b", 100, 100, {}}}};
    told.add({"n", 400, 200, {}});
    INFO("now:" << told.story);
    INFO("with n there would be 1,100 bytes, so somebody has to go. a pays half a point for a");
    INFO("byte, and b pays one. That a pays more in all makes it no better: in its room there");
    INFO("would be eight like b. With the fee alone one large and cheap payment drives out many");
    INFO("good ones");
    CHECK_FALSE(told.waits("a"));
    CHECK(told.waits("b"));
}

TEST_CASE("of two that are worth the same the younger goes") {
    Told told{{{"a", 50, 500, {}}, {"b", 50, 500, {}}}};
    told.add({"n", 400, 400, {}});
    INFO("now:" << told.story);
    INFO("both pay 0.1 for a byte. a came first and has waited longer");
    CHECK(told.waits("a"));
}

TEST_CASE("the children of who goes have to go as well") {
    Told told{{{"p", 5, 500, {}}, {"c", 10, 100, {"p"}}, {"x", 80, 400, {}}}};
    told.add({"n", 500, 500, {}});
    INFO("now:" << told.story);
    INFO(
        "c spends what p brings. Without p there is no such coin, and no block can ever hold c: "
        "it");
    INFO("would take up room for ever. And whoever has to go is worth what would go with it");
    const bool c_without_p = told.waits("c") && !told.waits("p");
    CHECK_FALSE(c_without_p);
}

TEST_CASE("and the children of these") {
    Told told{
        {{"p", 4, 400, {}}, {"c", 10, 100, {"p"}}, {"g", 10, 100, {"c"}}, {"x", 80, 400, {}}}};
    told.add({"n", 800, 400, {}});
    INFO("now:" << told.story);
    INFO("g spends what c brings, and c what p brings. When p goes, c goes, so g has nothing to");
    INFO("stand on either: the walk ends where nobody has children any more");
    const bool g_without_c = told.waits("g") && !told.waits("c");
    CHECK_FALSE(g_without_c);
}

TEST_CASE("a child pays for its parent here as well") {
    Told told{{{"p", 0, 400, {}}, {"c", 600, 200, {"p"}}, {"x", 200, 400, {}}}};
    told.add({"n", 700, 350, {}});
    INFO("now:" << told.story);
    INFO("p pays nothing. But c pays 600 and cannot do without p: together they pay one point for");
    INFO("a byte, and x pays half a point. By its own fee p would have to go, and would take with");
    INFO("it the one that a miner wants most");
    CHECK(told.waits("c"));
}

TEST_CASE("the newcomer does not drive out its parent") {
    Told told{{{"p", 0, 500, {}}, {"x", 100, 500, {}}}};
    told.add({"n", 400, 400, {"p"}});
    INFO("now:" << told.story);
    INFO(
        "p is worth least of all, and n has come to pay for it. If p goes, n waits for a coin "
        "that");
    INFO("will never be there. Pass over those that the newcomer stands on");
    CHECK(told.waits("p"));
}

TEST_CASE("nor those that its parent stands on") {
    Told told{{{"g", 30, 300, {}}, {"p", 0, 300, {"g"}}, {"x", 200, 400, {}}}};
    told.add({"n", 600, 300, {"p"}});
    INFO("now:" << told.story);
    INFO(
        "n stands on p and p on g. If g goes, p goes with it as its heir, though you meant to "
        "keep");
    INFO("p: what has to stay are all ancestors, not the parents alone");
    CHECK(told.waits("g"));
}

TEST_CASE("whoever pays less than all others is refused") {
    Told told{{{"a", 100, 500, {}}, {"b", 200, 500, {}}}};
    const bool taken = told.add({"n", 50, 500, {}});
    INFO("now:" << told.story);
    INFO("n pays 0.1 for a byte, and a pays 0.2. Whoever has to go must be worth less than the");
    INFO("newcomer: here n is refused");
    CHECK_FALSE(taken);
}

TEST_CASE("to pay as much is not enough") {
    Told told{{{"a", 100, 500, {}}, {"b", 200, 500, {}}}};
    told.add({"n", 80, 400, {}});
    INFO("now:" << told.story);
    INFO(
        "n pays 0.2 for a byte, as a does. Each change of this kind is told to all neighbours: if");
    INFO("the same fee were enough, somebody could have the whole pool swapped all day, and");
    INFO("would pay only once");
    CHECK(told.waits("a"));
}

TEST_CASE("the newcomer is better than each that goes") {
    Told told{{{"a", 10, 100, {}}, {"b", 900, 900, {}}}};
    told.add({"n", 250, 500, {}});
    INFO("now:" << told.story);
    INFO("n is better than a. But a leaves 100 bytes, and n needs 500: next would be b, who pays");
    INFO("twice as much as n. Compare with each who has to go, not only with the first");
    CHECK(told.waits("b"));
}

TEST_CASE("a refusal changes nothing") {
    Told told{{{"a", 10, 100, {}}, {"b", 900, 900, {}}}};
    const bool taken = told.add({"n", 250, 500, {}});
    INFO("now:" << told.story);
    if (taken) return;  // another test tells why
    INFO("n was refused, since b is better. Then a had to go for nobody: whoever sends such");
    INFO("payments empties your pool, and pays nothing for it. First find out, then change");
    CHECK(told.waits("a"));
}

TEST_CASE("as many go as it takes") {
    Told told{{{"a", 30, 300, {}}, {"b", 60, 300, {}}, {"c", 400, 400, {}}}};
    told.add({"n", 500, 500, {}});
    INFO("now:" << told.story);
    INFO("a leaves 300 bytes, and n needs 500: one is not enough. A bound that is passed a little");
    INFO("each time is no bound");
    CHECK(told.bytes() <= most_bytes);
}

TEST_CASE("those that stay stay in their order, and the newcomer is the last") {
    Waiting waiting{{"a", 300, 300, {}}, {"b", 10, 300, {}}, {"c", 400, 400, {}}};
    const bool taken = exercise::add(waiting, most_bytes, {"n", 500, 250, {}}).has_value();
    std::string now;
    for (const Payment& payment : waiting) now += payment.name + " ";
    INFO("a b c waited, b had to go for n; and now: " << now);
    INFO("the order says who came first, and that each comes after those that it stands on");
    CHECK(taken);
    CHECK(now == "a c n ");
}
