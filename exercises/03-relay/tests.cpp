#include "relay.hpp"

#include <string>

#include "catch.hpp"

using stage::Duration;
using stage::Instant;
using stage::LinkId;
using stage::MessageId;
using stage::Relay;
using stage::RelayVerdict;

namespace {

const Instant start{std::chrono::hours{1}};  // the tests' own clock shows 0 s then

// A message books a second, and nobody may book more than four seconds ahead.
constexpr stage::RelayLimits limits{.max_hops = 5,
                                    .remembered = 1'000,
                                    .memory = Duration{600'000},
                                    .per_message = Duration{1'000},
                                    .credit = Duration{4'000}};

std::string in_words(RelayVerdict verdict) {
    switch (verdict) {
        case RelayVerdict::PassOn: return "PassOn";
        case RelayVerdict::Seen: return "Seen";
        case RelayVerdict::TooFar: return "TooFar";
        case RelayVerdict::TooMany: return "TooMany";
    }
    return "no verdict at all";
}

struct Arrival {
    std::uint64_t from;  // the neighbour
    std::uint64_t id;
    std::uint64_t hops = 1;
    int seconds = 0;
};

// The learner's relay, and the story of what came.
class Told {
public:
    std::string judge(const Arrival& arrival) {
        const Instant now = start + std::chrono::seconds{arrival.seconds};
        std::string verdict =
            in_words(relay_.judge(LinkId{arrival.from}, MessageId{arrival.id}, arrival.hops, now));
        const std::string at = std::to_string(arrival.seconds);
        story += "\n  " + std::string(at.size() < 3 ? 3 - at.size() : 0, ' ') + at +
                 " s  from neighbour " + std::to_string(arrival.from) + ": message " +
                 std::to_string(arrival.id) + " after " + std::to_string(arrival.hops) +
                 (arrival.hops == 1 ? " hop" : " hops") + ": you said " + verdict;
        return verdict;
    }
    // New messages of this neighbour, all in one instant, until it has sent too much; at most ten.
    int send_much(std::uint64_t from, std::uint64_t first_id, int seconds = 0) {
        for (int taken = 0; taken < 10; ++taken) {
            const Arrival next{from, first_id + static_cast<std::uint64_t>(taken), 1, seconds};
            if (judge(next) == "TooMany") return taken;
        }
        return 10;
    }
    std::string story =
        "\n  at most 5 hops; from each neighbour one message a second, and 4 at once";

private:
    Relay relay_{limits};
};

}  // namespace

TEST_CASE("a new message is passed on, and its copies are not") {
    Told relay;
    const std::string first = relay.judge({.from = 1, .id = 77});
    const std::string copy = relay.judge({.from = 2, .id = 77, .hops = 3});
    const std::string again = relay.judge({.from = 1, .id = 77, .hops = 4});
    INFO("so far:" << relay.story);
    INFO("a message is the same message whoever brings it, and however far it has come: only its");
    INFO("id counts. Every copy that is passed on makes more copies");
    CHECK(first == "PassOn");
    CHECK(copy == "Seen");
    CHECK(again == "Seen");
}

TEST_CASE("a message ends when it has made as many hops as are allowed") {
    Told relay;
    const std::string before = relay.judge({.from = 1, .id = 77, .hops = 4});
    const std::string at = relay.judge({.from = 1, .id = 78, .hops = 5});
    INFO("so far:" << relay.story);
    INFO("hops says how many cores have passed it on. After 4 one more may do so; after 5, which");
    INFO("is max_hops, nobody may: we would be the sixth");
    CHECK(before == "PassOn");
    CHECK(at == "TooFar");
}

TEST_CASE("what came too far may still come by a shorter way") {
    Told relay;
    relay.judge({.from = 1, .id = 77, .hops = 9});
    const std::string shorter = relay.judge({.from = 2, .id = 77, .hops = 2});
    INFO("so far:" << relay.story);
    INFO("the copy that made a detour was quicker. If we remember its id, the copy that came");
    INFO("straight counts as seen, and those behind us never get the message");
    CHECK(shorter == "PassOn");
}

TEST_CASE("a neighbour that sends too much is not listened to for a while") {
    Told relay;
    const int at_once = relay.send_much(1, 100, 0);
    const std::string later = relay.judge({.from = 1, .id = 200, .seconds = 1});
    INFO("so far:" << relay.story);
    INFO("you took " << at_once << " messages in one instant. Its RateLimit is in rates_: made at");
    INFO("its first message, kept, and asked with take(now) for each. A new one each time has");
    INFO("forgotten what was booked. One second later there is room for one more");
    CHECK(at_once == 4);
    CHECK(later == "PassOn");
}

TEST_CASE("each neighbour has a limit of its own") {
    Told relay;
    relay.send_much(1, 100);
    const std::string other = relay.judge({.from = 2, .id = 200});
    INFO("so far:" << relay.story);
    INFO("neighbour 2 has sent one message. If all share one limit, whoever sends without end");
    INFO("silences all others with it");
    CHECK(other == "PassOn");
}

TEST_CASE("what was refused for its rate may still come another way") {
    Told relay;
    relay.send_much(1, 100);
    const std::string refused = relay.judge({.from = 1, .id = 77});
    const std::string other = relay.judge({.from = 2, .id = 77, .seconds = 60});
    const int passed_on = (refused == "PassOn" ? 1 : 0) + (other == "PassOn" ? 1 : 0);
    INFO("so far:" << relay.story);
    INFO("message 77 came twice, and you passed it on " << passed_on << " times: once is right.");
    INFO("A message that was not taken must not be remembered. Otherwise its other copies count");
    INFO("as seen, and a neighbour that sends much can have any message lost");
    CHECK(passed_on == 1);
}

TEST_CASE("a repeat uses up the limit as a new message does") {
    Told relay;
    const int new_ones = relay.send_much(1, 100);
    int repeats = 0;
    while (repeats < 10 && relay.judge({.from = 2, .id = 77, .seconds = 60}) != "TooMany") {
        ++repeats;
    }
    INFO("so far:" << relay.story);
    INFO("neighbour 1 sent new messages, and you took " << new_ones << "; neighbour 2 sent one");
    INFO("message over and over, and you took " << repeats << ". Reading a repeat is work, too:");
    INFO("if it costs nothing, sending one message without end is a way to keep us busy");
    CHECK(repeats == new_ones);
}
