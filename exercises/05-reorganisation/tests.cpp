#include "place.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <string>

#include "catch.hpp"

using sbc::U256;
using stage::Path;
using stage::Place;

namespace {

using Names = std::vector<std::string>;

std::string in_words(const Names& names) {
    std::string words;
    for (const std::string& name : names) words += (words.empty() ? "" : ", ") + name;
    return words.empty() ? "nothing" : words;
}
bool holds(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}
// Those of the first that are in the second, in the order of the first: so a test for the order
// does not ask for anything else.
Names only(const Names& names, const Names& these) {
    Names found;
    std::copy_if(names.begin(), names.end(), std::back_inserter(found),
                 [&](const std::string& name) { return holds(these, name); });
    return found;
}

// A tree of blocks that are told by names.
class Tree {
public:
    Tree() {
        places_.emplace_back();
        names_[&places_.back()] = "0";
    }
    // "2 3a 4a": 3a on 2, 4a on 3a.
    void branch(const Names& names, std::uint64_t work) {
        story += "\n  " + in_words({names.begin(), names.begin() + 1});
        for (std::size_t i = 1; i < names.size(); ++i) {
            const Place& parent = at(names[i - 1]);
            Place place;
            place.hash.bytes[0] = static_cast<std::uint8_t>(places_.size());
            place.height = above(parent.height);
            place.work = parent.work + U256{work};
            place.parent = &parent;
            places_.push_back(place);
            names_[&places_.back()] = names[i];
            story += " - " + names[i];
        }
    }
    [[nodiscard]] const Place& at(const std::string& name) const {
        for (const auto& [place, known] : names_) {
            if (known == name) return *place;
        }
        return places_.front();
    }
    [[nodiscard]] Names names_of(const std::vector<const Place*>& places) const {
        Names names;
        for (const Place* place : places) {
            const auto found = names_.find(place);
            names.push_back(found == names_.end() ? "no block of the tree" : found->second);
        }
        return names;
    }
    std::string story;

private:
    std::deque<Place> places_;
    std::map<const Place*, std::string> names_;
};

// The learner's path, by names.
struct Told {
    Told(const Tree& tree, const std::string& from, const std::string& to) {
        const Path path = stage::path_between(tree.at(from), tree.at(to));
        disconnect = tree.names_of(path.disconnect);
        connect = tree.names_of(path.connect);
        story = tree.story + "\n  from " + from + " to " + to + " you said:\n    disconnect " +
                in_words(disconnect) + "\n    connect    " + in_words(connect);
    }
    Names disconnect;
    Names connect;
    std::string story;
};

// Two branches above block 2.
Tree fork_at_2(const Names& ours, const Names& theirs) {
    Tree tree;
    tree.branch({"0", "1", "2"}, 10);
    Names names{"2"};
    names.insert(names.end(), ours.begin(), ours.end());
    tree.branch(names, 10);
    names = {"2"};
    names.insert(names.end(), theirs.begin(), theirs.end());
    tree.branch(names, 17);
    return tree;
}

}  // namespace

TEST_CASE("what is undone begins with the tip") {
    const Told told{fork_at_2({"3a", "4a", "5a"}, {"3b", "4b", "5b"}), "5a", "5b"};
    INFO("the tree:" << told.story);
    INFO("all blocks of the old branch have to go, down to where the two part, and the tip goes");
    INFO("first: 4a may spend what 3a has given. Undo is the way back, from the top, as one");
    INFO("takes off one's coat before the jacket");
    CHECK(in_words(only(told.disconnect, {"3a", "4a", "5a"})) == "5a, 4a, 3a");
}

TEST_CASE("what is connected begins at the bottom") {
    const Told told{fork_at_2({"3a", "4a", "5a"}, {"3b", "4b", "5b", "6b"}), "5a", "6b"};
    INFO("the tree:" << told.story);
    INFO("all blocks of the new branch come, from where the two part up to the tip: each block");
    INFO("stands on the one before it, so the lowest goes first. Since only parents are known,");
    INFO("you meet them from the tip down: a list made on that way has to be turned round");
    CHECK(in_words(only(told.connect, {"3b", "4b", "5b"})) == "3b, 4b, 5b");
}

TEST_CASE("the block that both have stays where it is") {
    const Told told{fork_at_2({"3a", "4a"}, {"3b", "4b"}), "4a", "4b"};
    INFO("the tree:" << told.story);
    INFO(
        "block 2 belongs to both histories. Disconnected, its payments would be undone, and "
        "nobody");
    INFO("would do them again");
    CHECK_FALSE(holds(told.disconnect, "2"));
}

TEST_CASE("the block that both have is not connected again") {
    const Told told{fork_at_2({"3a", "4a"}, {"3b", "4b"}), "4a", "4b"};
    INFO("the tree:" << told.story);
    INFO(
        "block 2 belongs to both histories. Its payments were never undone, and would happen "
        "twice:");
    INFO("the ledger refuses it, and an honest history with it");
    CHECK_FALSE(holds(told.connect, "2"));
}

TEST_CASE("the new tip itself is connected") {
    const Told told{fork_at_2({"3a", "4a"}, {"3b", "4b"}), "4a", "4b"};
    INFO("the tree:" << told.story);
    INFO(
        "4b is where we are going. Without it the path is one block short, and the work that made "
        "us");
    INFO("go is the one that is missing");
    CHECK(holds(told.connect, "4b"));
}

TEST_CASE("a longer branch is followed") {
    const Told told{fork_at_2({"3a"}, {"3b", "4b", "5b"}), "3a", "5b"};
    INFO("the tree:" << told.story);
    INFO("one block is undone, and three are connected. The two part at block 2: what lies below");
    INFO("it stays as it is");
    CHECK(holds(told.disconnect, "3a"));
    CHECK(in_words(only(told.disconnect, {"0", "1"})) == "nothing");
    CHECK(in_words(only(told.connect, {"0", "1"})) == "nothing");
}

TEST_CASE("a shorter branch can be the one that counts") {
    const Told told{fork_at_2({"3a", "4a", "5a", "6a"}, {"3b", "4b", "5b"}), "6a", "5b"};
    INFO("the tree:" << told.story);
    INFO("work counts, and not length, so there is a way back even when theirs is the shorter");
    INFO("one. Put a finger on each tip, and let the higher one go down, be it ours or theirs");
    CHECK(only(told.disconnect, {"3a", "4a", "5a", "6a"}).size() == 4);
    CHECK(in_words(only(told.disconnect, {"0", "1"})) == "nothing");
    CHECK(in_words(only(told.connect, {"0", "1"})) == "nothing");
}

TEST_CASE("two blocks with as much work are two blocks") {
    Tree tree;
    tree.branch({"0", "1", "2"}, 10);
    tree.branch({"2", "3a", "4a", "5a"}, 10);
    tree.branch({"2", "3b", "4b"}, 10);
    tree.branch({"4b", "5b", "6b"}, 20);
    const Told told{tree, "5a", "6b"};
    INFO("the tree:" << told.story);
    INFO(
        "3a and 3b have the same height and as much work below them, and are not the same block. "
        "Two");
    INFO("places are the same if they are one place: compare the pointers");
    CHECK(holds(told.disconnect, "3a"));
    CHECK(holds(told.connect, "3b"));
}

TEST_CASE("on top of the tip nothing is undone") {
    Tree tree;
    tree.branch({"0", "1", "2", "3", "4"}, 10);
    const Told told{tree, "2", "4"};
    INFO("the tree:" << told.story);
    INFO("that is what happens most of the time: somebody has found the next block. There is no");
    INFO("fork, and our tip is where both meet: 3 and 4 come on top of it. Whoever goes one step");
    INFO("further down has it taken off and put on again, for nothing");
    const bool both = holds(told.disconnect, "2") && holds(told.connect, "2");
    CHECK_FALSE(both);
    CHECK(holds(told.connect, "3"));
}

TEST_CASE("from a block to itself there is no way") {
    Tree tree;
    tree.branch({"0", "1", "2"}, 10);
    const Told told{tree, "2", "2"};
    INFO("the tree:" << told.story);
    INFO(
        "a block came and has changed nothing: there is nothing to do, and above all nothing to "
        "do");
    INFO("twice");
    const bool both = holds(told.disconnect, "2") && holds(told.connect, "2");
    CHECK_FALSE(both);
}

TEST_CASE("branches may part at the genesis block") {
    Tree tree;
    tree.branch({"0", "1a", "2a"}, 10);
    tree.branch({"0", "1b", "2b"}, 17);
    const Told told{tree, "2a", "2b"};
    INFO("the tree:" << told.story);
    INFO("the genesis block is the last one that both have, and it has no parent: go no further");
    CHECK(holds(told.disconnect, "1a"));
    CHECK(holds(told.connect, "1b"));
}
