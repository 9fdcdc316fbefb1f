#include "next_core.hpp"

#include <algorithm>
#include <set>

#include "catch.hpp"

using exercise::Core;
using exercise::Duration;
using exercise::longest_wait;
using exercise::NextCore;
using exercise::shortest_wait;

namespace {

// An edge that knows the cores A, B and C, and the story of its search.
class Told {
public:
    Core next_core() {
        Core core = next_.next_core();
        story += "\n  next_core(): you chose " + core;
        return core;
    }
    // The cores of so many attempts, as one text.
    std::string next_cores(int attempts) {
        std::string cores;
        for (int attempt = 0; attempt < attempts; ++attempt) cores += next_core();
        return cores;
    }
    void hint(const std::vector<Core>& cores) {
        next_.hint(cores);
        story += "\n  a full core names others:";
        for (const Core& core : cores) story += " " + core;
    }
    std::string story = "\n  the list is A, B, C";

private:
    NextCore next_{{"A", "B", "C"}};
};

struct Waits {
    Duration shortest = Duration::max();
    Duration longest = Duration::min();
    std::set<Duration> different{};
    std::string story{};
};

// What many edges wait after the same number of attempts, each with random numbers of its own, the
// smallest and the largest among them.
Waits waits_of_500_edges(int attempt, bool welcome_before = false) {
    Waits waits;
    for (std::uint64_t edge = 0; edge < 500; ++edge) {
        const std::uint64_t fresh = edge == 499 ? ~std::uint64_t{0} : edge * 0x9E3779B97F4A7C15;
        NextCore next{{"A"}};
        for (int before = 1; before < attempt; ++before) (void)next.next_wait(fresh);
        if (welcome_before) next.welcome();
        const Duration wait = next.next_wait(fresh);
        waits.shortest = std::min(waits.shortest, wait);
        waits.longest = std::max(waits.longest, wait);
        waits.different.insert(wait);
    }
    waits.story = "\n  500 edges, attempt " + std::to_string(attempt) +
                  (welcome_before ? ", after a welcome" : "") + ": they waited " +
                  std::to_string(waits.shortest.count()) + " ms to " +
                  std::to_string(waits.longest.count()) + " ms";
    return waits;
}

}  // namespace

TEST_CASE("the cores of the list take turns") {
    Told edge;
    const std::string tried = edge.next_cores(3);
    INFO("so far:" << edge.story);
    INFO("the core that has just died is the worst one to try again: go on from where you are");
    CHECK(tried == "ABC");
}

TEST_CASE("after the last core comes the first again") {
    Told edge;
    edge.next_cores(3);
    const Core again = edge.next_core();
    INFO("so far:" << edge.story);
    INFO("the list is a circle: whoever was away the first time may be back now");
    CHECK(again == "A");
}

TEST_CASE("a full core's hints come first") {
    Told edge;
    edge.hint({"X", "Y"});
    const Core first = edge.next_core();
    INFO("so far:" << edge.story);
    INFO("the core that refused us knows who has room: its advice comes before our list, and the");
    INFO("first that it named comes first");
    CHECK(first == "X");
}

TEST_CASE("a hint is tried once and not learnt") {
    Told edge;
    edge.hint({"X"});
    edge.next_core();
    const bool x_once_more = edge.next_cores(4).find('X') != std::string::npos;
    INFO("so far:" << edge.story);
    INFO("X was somebody's word, good for one attempt. On our list it would be tried for ever,");
    INFO("and whoever may put names on our list owns it in the end");
    CHECK_FALSE(x_once_more);
}

TEST_CASE("a hint costs no core its turn") {
    Told edge;
    edge.hint({"X"});
    const bool a_had_its_turn = edge.next_cores(3).find('A') != std::string::npos;
    INFO("so far:" << edge.story);
    INFO("it was A's turn when the hint came, and it is A's turn after it: only a choice from the");
    INFO("list moves the turn on");
    CHECK(a_had_its_turn);
}

TEST_CASE("the wait doubles each time") {
    Duration expected = shortest_wait;
    for (int attempt = 1; attempt <= 4; ++attempt, expected *= 2) {
        const Waits waits = waits_of_500_edges(attempt);
        INFO("so far:" << waits.story);
        INFO("the whole wait is 200 ms, 400 ms, 800 ms, 1600 ms: the longer it has not helped,");
        INFO("the less often we try. Of 500 edges the one that waits longest comes close to it:");
        INFO("at attempt " << attempt << " more than " << (expected * 9 / 10).count()
                           << " ms and at most " << expected.count() << " ms");
        CHECK(waits.longest > expected * 9 / 10);
        CHECK(waits.longest <= expected);
    }
}

TEST_CASE("it never waits longer than the longest wait") {
    NextCore next{{"A"}};
    for (int attempt = 1; attempt <= 100; ++attempt) {
        const Duration wait = next.next_wait(0x9E3779B97F4A7C15);
        INFO("attempt " << attempt << ": you waited " << wait.count() << " ms");
        INFO("twenty doublings of 200 ms are more than two days, and after fifty-six the number");
        INFO("no longer fits: what is doubled needs a limit, which is 8000 ms here");
        REQUIRE(wait <= longest_wait);
    }
}

TEST_CASE("at the limit it stays patient") {
    const Waits waits = waits_of_500_edges(50);
    INFO("so far:" << waits.story);
    INFO("once it has reached the limit the wait stays there, at 4000 ms to 8000 ms: the network");
    INFO("is down, and an edge that begins to hurry again does not bring it back");
    CHECK(waits.longest >= longest_wait / 2);
}

TEST_CASE("after a welcome the wait is short again") {
    const Waits waits = waits_of_500_edges(10, true);
    INFO("so far:" << waits.story);
    INFO("a core took us in, so the trouble is over: when we lose this core, that is another one,");
    INFO("and the first wait is " << shortest_wait.count() << " ms at most");
    CHECK(waits.longest <= shortest_wait);
}

TEST_CASE("edges that lost the same core do not come back together") {
    const Waits waits = waits_of_500_edges(1);
    INFO("so far:" << waits.story);
    INFO("they lost it in the same instant and gave you 500 different random numbers. Among their");
    INFO("waits are " << waits.different.size() << " different ones: use the number, or they all");
    INFO("knock at the next core at once");
    CHECK(waits.different.size() >= 50);
}

TEST_CASE("the random number never makes the wait shorter than half") {
    const Waits waits = waits_of_500_edges(1);
    INFO("so far:" << waits.story);
    INFO("it moves the wait within its second half, 100 ms to 200 ms: a wait of nothing is no");
    INFO("wait. (It is a number without sign: as a signed one, half of all would be negative)");
    CHECK(waits.shortest >= shortest_wait / 2);
}
