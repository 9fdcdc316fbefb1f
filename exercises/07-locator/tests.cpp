#include "locator.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using exercise::Known;
using exercise::Locator;

namespace {

// A history b0 (the genesis block), b1, b2 … up to this height.
Known history(std::size_t height) {
    Known known{"b0"};
    for (std::size_t i = 1; i <= height; ++i) known.add("b" + std::to_string(i));
    return known;
}
const Known& long_history() {
    static const Known known = history(5'000);
    return known;
}

std::string in_words(const std::vector<std::string>& names) {
    const std::size_t most_shown = 24;
    std::string words;
    for (std::size_t i = 0; i < std::min(names.size(), most_shown); ++i) words += names[i] + " ";
    if (names.size() > most_shown) words += "… " + std::to_string(names.size()) + " in all";
    return names.empty() ? "nothing" : words;
}
bool holds(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}
std::size_t height_of(const std::string& name) { return std::stoul(name.substr(1)); }
std::vector<std::size_t> heights_of(const std::vector<std::string>& names) {
    std::vector<std::size_t> heights;
    for (const std::string& name : names) heights.push_back(height_of(name));
    return heights;
}

// What the learner makes of a history, and the story of it.
struct Made {
    explicit Made(const Known& known)
        : locator{exercise::locator_of(known)},
          story{"\n  a history that ends with b" + std::to_string(known.height()) +
                "\n  you made: " + in_words(locator)} {}
    Locator locator;
    std::string story;
};

// What the learner answers, and the story of it.
struct Asked {
    Asked(const Known& known, const Locator& locator, std::size_t most)
        : told{exercise::what_follows(known, locator, most)},
          story{before(known, locator, most) + "\n  you told: " + in_words(told)} {}
    static std::string before(const Known& known, const Locator& locator, std::size_t most) {
        return "\n  our history ends with b" + std::to_string(known.height()) +
               "\n  a stranger's locator: " + in_words(locator) +
               "\n  asked for: " + std::to_string(most) + " at most";
    }
    [[nodiscard]] std::size_t lowest() const {
        const std::vector<std::size_t> heights = heights_of(told);
        return heights.empty() ? 0 : *std::min_element(heights.begin(), heights.end());
    }
    std::vector<std::string> told;
    std::string story;
};

}  // namespace

TEST_CASE("a locator names the end of our history") {
    for (const std::size_t height : {100UL, 8UL, 1UL, 0UL}) {
        INFO("a history that ends with b" << height);
        INFO("each locator begins with the end of the history, however short that is. (A height");
        INFO("below 0 is a very large number: take no step that leads there)");
        const Locator locator = exercise::locator_of(history(height));
        INFO("you made: " << in_words(locator));
        CHECK(holds(locator, "b" + std::to_string(height)));
    }
}

TEST_CASE("the ten highest are named one by one") {
    const Made made{history(100)};
    INFO("now:" << made.story);
    INFO("b100, b99 and so on down to b91 belong in the list, each of them: two histories part");
    INFO("one, two or three blocks below their ends every day. Whoever doubles from the");
    INFO("beginning passes over b98, and is told blocks that he has");
    bool all_ten = true;
    for (std::size_t height = 100; height > 90; --height) {
        all_ten = all_ten && holds(made.locator, "b" + std::to_string(height));
    }
    CHECK(all_ten);
}

TEST_CASE("the highest comes first") {
    const Made made{history(100)};
    INFO("now:" << made.story);
    INFO("the other one goes along the list and stops at the first name that he has. If the");
    INFO("list begins at the bottom, that is the genesis block, and you are sent everything");
    INFO("from block 1 on. Begin with your last block");
    const std::vector<std::size_t> heights = heights_of(made.locator);
    const bool falling = std::is_sorted(heights.rbegin(), heights.rend());
    CHECK(falling);
}

TEST_CASE("the genesis block is always named") {
    const Made made{history(100)};
    INFO("now:" << made.story);
    INFO("of all others a stranger may have none. The genesis block is the one block");
    INFO("that two nodes of a network share in any case: with it he can answer always");
    CHECK(holds(made.locator, "b0"));
}

TEST_CASE("each block is named once") {
    for (const std::size_t height : {10UL, 12UL, 16UL, 24UL}) {
        const Made made{history(height)};
        INFO("now:" << made.story);
        INFO("here the steps lead to the genesis block by themselves. It belongs to");
        INFO("the end of the list, but not a second time");
        Locator once = made.locator;
        std::sort(once.begin(), once.end());
        const bool none_twice = std::adjacent_find(once.begin(), once.end()) == once.end();
        CHECK(none_twice);
    }
}

TEST_CASE("a history of five thousand blocks needs few names") {
    const Made made{long_history()};
    INFO("now:" << made.story);
    INFO("ten single steps, and twelve that double lead through it. In steps of the same");
    INFO("length the list grows with the history, until no message has room for it");
    CHECK(made.locator.size() <= 25);
}

TEST_CASE("no step leads farther than all before it together") {
    const Made made{long_history()};
    INFO("now:" << made.story);
    std::vector<std::size_t> heights = heights_of(made.locator);
    std::sort(heights.rbegin(), heights.rend());
    std::string too_far = "none";
    for (std::size_t i = 1; i < heights.size(); ++i) {
        const std::size_t below_end = 5'000 - heights[i - 1];
        if (5'000 - heights[i] <= 2 * (below_end + 1)) continue;
        too_far = "b" + std::to_string(heights[i - 1]) + " to b" + std::to_string(heights[i]);
        break;
    }
    INFO("a step that is too long: " << too_far);
    INFO("the length of the steps is what doubles, counted from the end. Whoever halves the");
    INFO("height instead is told 2,500 blocks again, where two histories differ by eleven");
    CHECK(too_far == "none");
}

TEST_CASE("the first that is ours counts") {
    const Asked asked{history(100), {"b40", "b39", "b30", "b0"}, 5};
    INFO("now:" << asked.story);
    INFO("b40 is the first that is ours, so what follows it is told: b41, b42 and so on. b30 and");
    INFO("b0 are ours, too, but whoever has b40 has all below it. If you go on to the last");
    INFO("match, each question is answered with the beginning, and nobody ever catches up");
    CHECK(asked.lowest() >= 40);
}

TEST_CASE("what we do not know is passed over") {
    const Asked asked{history(100), {"q42", "q41", "b40"}, 5};
    INFO("now:" << asked.story);
    INFO("q42 and q41 are of another branch, which we have never seen. That is what the");
    INFO("rest of the list is for: b40 is where his history and ours still agree");
    CHECK(asked.lowest() >= 40);
}

TEST_CASE("a block that lies aside is not ours") {
    Known known = history(5);
    known.add_aside("x4", 4);
    const Asked asked{known, {"x4", "b0"}, 5};
    INFO("now:" << asked.story);
    INFO("x4 is known to us, at the height 4, on a branch that has lost. What follows in our");
    INFO("history stands on b4 and not on x4: he could do nothing with it. Ask whether it is ours");
    CHECK(holds(asked.told, "b1"));
}

TEST_CASE("who shares none of his blocks is told from the beginning") {
    const Asked asked{history(5), {"q9", "q8"}, 5};
    INFO("now:" << asked.story);
    INFO("he should have named the genesis block and has not. It is what we agree about all the");
    INFO("same, and if it is not, he will see so at the first header");
    CHECK(holds(asked.told, "b1"));
}

TEST_CASE("where we agree is not told again") {
    const Asked asked{history(100), {"b40", "b0"}, 5};
    INFO("now:" << asked.story);
    INFO(
        "he has named b40, so he has it. What he misses begins above it. (If you tell one that he");
    INFO("has and he asks for one at a time, he asks for ever)");
    CHECK_FALSE(holds(asked.told, "b40"));
}

TEST_CASE("no more is told than was asked for") {
    const Asked asked{history(100), {"b0"}, 5};
    INFO("now:" << asked.story);
    INFO("a whole history fits no message. One who asks for it in small parts decides");
    INFO("himself when to go on, and we hold nothing ready for him meanwhile");
    CHECK(asked.told.size() <= 5);
}

TEST_CASE("the lowest that he misses are told") {
    const Asked asked{history(100), {"b40"}, 5};
    INFO("now:" << asked.story);
    INFO("if not all fit, tell the next ones, and not the newest: a header can be checked only by");
    INFO("one who has the header that it stands on");
    REQUIRE_FALSE(asked.told.empty());
    CHECK(asked.lowest() <= 41);
}

TEST_CASE("each is told after the one that it stands on") {
    const Asked asked{history(100), {"b40"}, 5};
    INFO("now:" << asked.story);
    INFO("from below to above, as they were found: he checks the first on top of b40, the second");
    INFO("on top of the first");
    const std::vector<std::size_t> heights = heights_of(asked.told);
    const bool rising = std::is_sorted(heights.begin(), heights.end());
    CHECK(rising);
}

TEST_CASE("at the end of our history nothing follows") {
    const Known known = history(20);
    for (const std::size_t last : {17UL, 20UL}) {
        const Locator locator{"b" + std::to_string(last)};
        INFO("now:" << Asked::before(known, locator, 5));
        INFO("he misses " << 20 - last << " and asks for five. Fewer than asked for means: that");
        INFO("was all. Do not count beyond what is there");
        const Asked asked{known, locator, 5};
        INFO("you told: " << in_words(asked.told));
        std::size_t new_to_him = 0;
        for (const std::string& name : asked.told) new_to_him += height_of(name) > last ? 1U : 0U;
        CHECK(new_to_him == 20 - last);
    }
}
