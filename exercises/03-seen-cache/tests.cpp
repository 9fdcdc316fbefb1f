#include "seen_cache.hpp"

#include <ostream>
#include <sstream>

#include "catch.hpp"

using stage::Duration;
using stage::Instant;
using stage::MessageId;
using stage::SeenCache;

namespace {

const Instant start{std::chrono::hours{1}};  // the tests' own clock shows 0 s then
constexpr Duration second{1'000};

enum Answer { New, SeenBefore };

std::ostream& operator<<(std::ostream& out, Answer answer) {
    return out << (answer == New ? "new" : "seen before");
}

// The learner's cache, and the story of what it was asked.
class Told {
public:
    explicit Told(std::size_t capacity) : cache_{capacity, 10 * second} {
        story_ << "\n  a cache for " << capacity << " ids, with a memory of 10 s";
    }
    Answer add(std::uint64_t id, int seconds = 0) {
        const bool is_new = cache_.add(MessageId{id}, start + seconds * second);
        const Answer answer = is_new ? New : SeenBefore;
        story_ << (seconds < 10 ? "\n   " : "\n  ") << seconds << " s  add id " << id
               << ": you said " << answer;
        return answer;
    }
    void add_all(std::uint64_t first, std::uint64_t last) {
        for (std::uint64_t id = first; id <= last; ++id) add(id);
    }
    [[nodiscard]] auto story() const { return story_.str(); }

private:
    SeenCache cache_;
    std::ostringstream story_;
};

}  // namespace

TEST_CASE("an id is new when it comes first, and seen before when it comes again") {
    Told cache{10};
    const Answer first = cache.add(1);
    const Answer other = cache.add(2);
    const Answer again = cache.add(1);
    INFO("so far:" << cache.story());
    INFO("in a ring each message comes back. A core that took it for new would send it round once");
    INFO("more, for ever");
    CHECK(first == New);
    CHECK(other == New);
    CHECK(again == SeenBefore);
}

TEST_CASE("it remembers no more ids than its capacity") {
    SeenCache cache{3, 10 * second};
    for (std::uint64_t id = 1; id <= 100; ++id) cache.add(MessageId{id}, start);
    int remembered = 0;
    for (std::uint64_t id = 100; id >= 1; --id) {
        if (!cache.add(MessageId{id}, start)) ++remembered;
    }
    INFO("a cache for 3 ids. The ids 1 to 100 were added in one instant; then, from 100 down to");
    INFO("1, each was added again, and to " << remembered << " of them you said: seen before");
    INFO("so it remembered more than 3. Ids cost a stranger nothing: without a bound whoever");
    INFO("invents new ones fills our memory");
    CHECK(remembered <= 3);
}

TEST_CASE("for one new id one old one goes, not all") {
    Told cache{4};
    cache.add_all(1, 5);
    const Answer third = cache.add(3);
    INFO("so far:" << cache.story());
    INFO("id 5 needed one place, and id 1 was the oldest. If all are forgotten at once, every");
    INFO("message that is still on its way is new again, everywhere: a storm");
    CHECK(third == SeenBefore);
}

TEST_CASE("a full cache remembers the newest ids") {
    Told cache{4};
    cache.add_all(1, 8);
    const Answer seventh = cache.add(7);
    INFO("so far:" << cache.story());
    INFO("there are 4 places, so the last four ids are in it: 5, 6, 7 and 8. The newest messages");
    INFO("are those of which copies are still on their way; the oldest have long arrived");
    CHECK(seventh == SeenBefore);
}

TEST_CASE("a repeat takes no place") {
    Told cache{3};
    cache.add(1);
    cache.add(2);
    for (int copy = 0; copy < 3; ++copy) cache.add(2);
    const Answer first = cache.add(1);
    INFO("so far:" << cache.story());
    INFO("two different ids have come, and there are 3 places. From each neighbour comes a copy:");
    INFO("if every copy took a place, a cache for 10,000 ids would remember a few hundred");
    CHECK(first == SeenBefore);
}

TEST_CASE("an id is forgotten when its time is over") {
    Told cache{10};
    cache.add(1, 0);
    const Answer after = cache.add(1, 10);
    INFO("so far:" << cache.story());
    INFO(
        "it is remembered from 0 s on for 10 s, and at 10 s that is over: in that very instant, "
        "and");
    INFO("whether or not the cache is full");
    CHECK(after == New);
}

TEST_CASE("a repeat does not put the end of its time off") {
    Told cache{2};
    cache.add(1, 0);
    cache.add(2, 1);
    cache.add(1, 6);
    const Answer after = cache.add(1, 10);
    INFO("so far:" << cache.story());
    INFO("id 1 came first at 0 s, so its time is over at 10 s. The copy at 6 s changes nothing:");
    INFO("otherwise whoever repeats a message has it remembered for ever");
    CHECK(after == New);
}

TEST_CASE("each id has its own time") {
    Told cache{10};
    cache.add(1, 0);
    cache.add(2, 6);
    const Answer second_id = cache.add(2, 11);
    INFO("so far:" << cache.story());
    INFO("id 2 came at 6 s and is remembered until 16 s. Who empties the whole cache every 10 s");
    INFO("forgets also what came a moment ago");
    CHECK(second_id == SeenBefore);
}

TEST_CASE("an id that was forgotten and came again is remembered again") {
    Told cache{10};
    cache.add(1, 0);
    cache.add(1, 11);
    const Answer again = cache.add(1, 13);
    INFO("so far:" << cache.story());
    INFO("at 11 s id 1 was new again, and its time began again: it is remembered until 21 s");
    CHECK(again == SeenBefore);
}
