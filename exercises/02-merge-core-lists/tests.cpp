#include "core_list.hpp"

#include <algorithm>

#include "catch.hpp"

using exercise::Core;
using exercise::CoreList;
using exercise::longest_core_list;

namespace {

const Core self = "10.0.0.1:5001";

Core core(std::size_t number) { return "10.0.0." + std::to_string(number) + ":5001"; }

// The cores with these numbers: short in the tests and in what they tell.
CoreList cores(const std::vector<std::size_t>& numbers) {
    CoreList list;
    for (const std::size_t number : numbers) list.push_back(core(number));
    return list;
}

CoreList cores_between(std::size_t first, std::size_t last) {
    CoreList list;
    for (std::size_t number = first; number <= last; ++number) list.push_back(core(number));
    return list;
}

std::string in_words(const CoreList& list) {
    if (list.empty()) return "nobody";
    std::string text;
    for (const Core& member : list) {
        if (text.size() > 200) return text + " ... (" + std::to_string(list.size()) + " in all)";
        text += (text.empty() ? "" : ", ") + member;
    }
    return text;
}

// A merge by the learner, and its story.
struct Merged {
    Merged(const CoreList& ours, const CoreList& received)
        : list{exercise::merge(ours, received, self)},
          story{"\n  we are    " + self + "\n  ours      " + in_words(ours) + "\n  received  " +
                in_words(received) + "\n  you made  " + in_words(list)} {}

    CoreList list;
    std::string story;
};

bool contains(const CoreList& list, const Core& wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

TEST_CASE("new cores are taken in the order in which they were named") {
    const Merged merged{{}, cores({5, 3, 4})};
    INFO("the lists:" << merged.story);
    INFO("the order says who is to be tried first; a set or a sort puts its own in that place");
    CHECK(merged.list == cores({5, 3, 4}));
}

TEST_CASE("a stranger's list does not replace ours") {
    const Merged merged{cores({2, 3}), cores({66})};
    INFO("the lists:" << merged.story);
    INFO("anybody can send a list, and who could replace ours would decide whom we talk to: that");
    INFO("is what ./course break 02 stranger does. Ours stay in front, the stranger's come behind");
    CHECK(merged.list == cores({2, 3, 66}));
}

TEST_CASE("a core that we know already is not listed twice") {
    const Merged merged{cores({2}), cores({2, 3})};
    INFO("the lists:" << merged.story);
    INFO("compare what you received with our own list: we had 10.0.0.2 before. Listed twice it");
    INFO("would be called twice, and take a place that somebody new could have");
    CHECK(merged.list == cores({2, 3}));
}

TEST_CASE("a core that is named twice is listed once") {
    const Merged merged{{}, cores({3, 3, 4, 3})};
    INFO("the lists:" << merged.story);
    INFO("compare with what you have taken from this list already: the sender repeats itself, and");
    INFO("the same address " << longest_core_list << " times would leave no room for others");
    CHECK(merged.list == cores({3, 4}));
}

TEST_CASE("we are not on our own list") {
    const Merged merged{{}, {self, core(3)}};
    INFO("the lists:" << merged.story);
    INFO("the sender knows us as a core, so we are on its list; on ours we would call ourselves");
    CHECK(merged.list == cores({3}));
}

TEST_CASE("a long list is taken only as far as there is room") {
    const Merged merged{{}, cores_between(2, 101)};
    INFO("the lists:" << merged.story);
    INFO("your list has " << merged.list.size() << " members, at most " << longest_core_list);
    INFO("are allowed. A message of a few kilobytes must not make us remember, and dial, as many");
    INFO("addresses as somebody cares to invent");
    CHECK(merged.list.size() <= longest_core_list);
}

TEST_CASE("a long list pushes none of ours out") {
    const CoreList ours = cores_between(2, 8);
    const Merged merged{ours, cores({2, 3, 4, 5, 6, 7, 8, 91, 92, 93})};
    const bool all_of_ours_are_left = std::all_of(
        ours.begin(), ours.end(), [&](const Core& known) { return contains(merged.list, known); });
    INFO("the lists:" << merged.story);
    INFO("there was room for one more. Who makes room by forgetting lets a stranger push out the");
    INFO("cores that we know, with one message");
    CHECK(all_of_ours_are_left);
}
