#include "wanted.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"

using stage::Wanted;
using namespace std::chrono_literals;

namespace {

const sbc::Instant start{};  // the times of a test are counted from here

Wanted::Hash hash_of(std::size_t number) {
    Wanted::Hash hash;
    hash.bytes[0] = static_cast<std::uint8_t>(number / 256);
    hash.bytes[1] = static_cast<std::uint8_t>(number % 256);
    return hash;
}
std::string in_words(sbc::Instant at) {
    if (at == sbc::never) return "never";
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at - start).count();
    return std::to_string(ms) + " ms";
}

// Payments are called x, y and z here, and neighbours 1, 2, 3.
class Told {
public:
    bool announced(char payment, std::uint64_t by, sbc::Duration at = 0ms) {
        const bool ask = wanted_.announced(hash_of(static_cast<std::size_t>(payment)),
                                           Wanted::LinkId{by}, start + at);
        story += "\n  " + in_words(start + at) + ": " + payment + " is announced by " +
                 std::to_string(by) + "; you said: " + (ask ? "ask now" : "no");
        return ask;
    }
    void left(std::uint64_t neighbour, sbc::Duration at) {
        wanted_.left(Wanted::LinkId{neighbour});
        story += "\n  " + in_words(start + at) + ": " + std::to_string(neighbour) + " has left";
    }
    void arrived(char payment, sbc::Duration at) {
        wanted_.arrived(hash_of(static_cast<std::size_t>(payment)));
        story += "\n  " + in_words(start + at) + ": " + payment + " has come";
    }
    // Who is asked for what, as "x of 2, y of 3".
    std::string overdue(sbc::Duration at) {
        std::string asked;
        for (const Wanted::Request& request : wanted_.overdue(start + at)) {
            const char payment = static_cast<char>(request.hash.bytes[1]);
            asked += (asked.empty() ? "" : ", ") + std::string{payment} + " of " +
                     std::to_string(request.to.value());
        }
        if (asked.empty()) asked = "nothing";
        story += "\n  " + in_words(start + at) + ": overdue; you ask for " + asked;
        return asked;
    }
    [[nodiscard]] sbc::Instant deadline() {
        story += "\n  your deadline: " + in_words(wanted_.deadline());
        return wanted_.deadline();
    }
    std::string story;

private:
    Wanted wanted_;
};
// After neighbour 1 has announced as many payments as it may: made once, since that takes a while.
const std::size_t most = static_cast<std::size_t>(Wanted::most_of_one);
struct Full {
    Full() {
        for (std::size_t i = 0; i < most; ++i) {
            asked = wanted.announced(hash_of(i), Wanted::LinkId{1}, start) && asked;
        }
    }
    Wanted wanted;
    bool asked = true;
};
const Full& full() {
    static const Full made;
    return made;
}

bool speaks_of(const std::string& asked, const std::string& request) {
    return asked.find(request) != std::string::npos;
}

}  // namespace

TEST_CASE("whoever announces first is asked") {
    Told told;
    const bool ask = told.announced('x', 1);
    INFO("so far:" << told.story);
    INFO("nobody has told us of x before, and an announcement is no payment yet");
    CHECK(ask);
}

TEST_CASE("whoever announces it later is not asked as well") {
    Told told;
    told.announced('x', 1);
    const bool ask = told.announced('x', 2);
    INFO("so far:" << told.story);
    INFO("x is on its way from 1. With eight neighbours, to ask each of them is to get everything");
    INFO("eight times: that is what announcements are there to spare us");
    CHECK_FALSE(ask);
}

TEST_CASE("if it does not come the next one is asked") {
    Told told;
    told.announced('x', 1);
    told.announced('x', 2);
    const std::string asked = told.overdue(6'000ms);
    INFO("so far:" << told.story);
    INFO("1 has announced x and does not bring it, so it is 2's turn. It is not enough to have");
    INFO("said no to 2: write down who else has it, and ask when the time is over. Otherwise");
    INFO("whoever announces first and stays silent keeps a payment from us");
    CHECK(asked != "nothing");
}

TEST_CASE("another announcement does not give it more time") {
    Told told;
    told.announced('x', 1);
    told.announced('x', 2, 4'000ms);
    const sbc::Instant deadline = told.deadline();
    INFO("so far:" << told.story);
    INFO("1 was asked at 0 ms, and has 5,000. If each announcement sets the time anew, two who");
    INFO("announce it by turns hold x back for as long as they like");
    CHECK(deadline <= start + Wanted::patience);
}

TEST_CASE("whoever announces twice is in the list once") {
    Told told;
    told.announced('x', 1);
    told.announced('x', 1);
    told.announced('x', 2);
    const std::string asked = told.overdue(6'000ms);
    INFO("so far:" << told.story);
    INFO("1 has had its time. If it stands in the list once for each announcement, it has as much");
    INFO("time as it likes, one patience after the other");
    CHECK_FALSE(speaks_of(asked, "x of 1"));
}

TEST_CASE("of what one announces a bounded number is remembered") {
    Full one = full();
    const bool one_more = one.wanted.announced(hash_of(most), Wanted::LinkId{1}, start);
    INFO("1 has announced " << most << " payments, and you asked for "
                            << (one.asked ? "each" : "some")
                            << "; then one more; you said: " << (one_more ? "ask now" : "no"));
    INFO("to make up a hash costs nothing. Count in how many lists it stands already, and with");
    INFO("most_of_one it is enough: otherwise it fills the memory with what nobody has");
    CHECK(one.asked);
    CHECK_FALSE(one_more);
}

TEST_CASE("one who announces too much does not shut out others") {
    Full one = full();
    const bool ask = one.wanted.announced(hash_of(most + 1), Wanted::LinkId{2}, start);
    INFO("1 has announced " << most << " payments, and then 2 announces one that is new; you said: "
                            << (ask ? "ask now" : "no"));
    INFO("the bound is one for each neighbour. With one bound for all of them together a single");
    INFO("liar makes us deaf to everybody else");
    CHECK(ask);
}

TEST_CASE("one at a time is asked") {
    Told told;
    for (const std::uint64_t neighbour : {1U, 2U, 3U}) told.announced('x', neighbour);
    const std::string asked = told.overdue(6'000ms);
    INFO("so far:" << told.story);
    INFO(
        "1 was too slow. To ask all others now is to get x twice, and from then on whoever is "
        "slow");
    INFO("once doubles what we have to read");
    const bool both = speaks_of(asked, "x of 2") && speaks_of(asked, "x of 3");
    CHECK_FALSE(both);
}

TEST_CASE("whoever has had its time is not asked again") {
    Told told;
    told.announced('x', 1);
    told.announced('x', 2);
    told.overdue(6'000ms);
    const std::string asked = told.overdue(12'000ms);
    INFO("so far:" << told.story);
    INFO("1 has not brought it, and neither has 2. To go round the list again is to ask for ever");
    INFO("for what perhaps nobody has: who was asked leaves the list");
    CHECK_FALSE(speaks_of(asked, "x of 1"));
}

TEST_CASE("what was given up may be announced again") {
    Told told;
    told.announced('x', 1);
    told.overdue(6'000ms);
    const bool ask = told.announced('x', 3, 60'000ms);
    INFO("so far:" << told.story);
    INFO("nobody else had it, so it was given up. Now somebody has it after all. If x is still");
    INFO("written down as wanted, with nobody who was asked, we say no to it for ever");
    CHECK(ask);
}

TEST_CASE("the next one has as much time") {
    Told told;
    told.announced('x', 1);
    told.announced('x', 2);
    told.overdue(5'500ms);
    const sbc::Instant deadline = told.deadline();
    INFO("so far:" << told.story);
    INFO("2 was asked at 5,500 ms. If its time is over already, it is passed over before it can");
    INFO("answer, and so are all behind it");
    CHECK(deadline >= start + 5'500ms + Wanted::patience);
}

TEST_CASE("at its deadline a request is overdue") {
    Told told;
    told.announced('x', 1);
    told.overdue(5'000ms);
    const sbc::Instant deadline = told.deadline();
    INFO("so far:" << told.story);
    INFO("whoever drives us sets a timer for our deadline, and calls when it is there. If nothing");
    INFO("happens at just that moment, the deadline is the same as before, and the timer rings");
    INFO("again at once, and again");
    CHECK(deadline != start + 5'000ms);
}

TEST_CASE("whoever has time left is left alone") {
    Told told;
    told.announced('x', 1);
    told.announced('y', 1, 4'000ms);
    told.announced('y', 2, 4'000ms);
    const std::string asked = told.overdue(6'000ms);
    INFO("so far:" << told.story);
    INFO(
        "the time for x is over. y was asked for at 4,000 ms and has time until 9,000: look at "
        "the");
    INFO("time of each");
    CHECK_FALSE(speaks_of(asked, "y of"));
}

TEST_CASE("what has come is not asked for") {
    Told told;
    told.announced('x', 1);
    told.announced('x', 2);
    told.arrived('x', 1'000ms);
    const std::string asked = told.overdue(6'000ms);
    INFO("so far:" << told.story);
    INFO("x is here, so nobody is late with it");
    CHECK(asked == "nothing");
}

TEST_CASE("whoever has left is not asked") {
    Told told;
    for (const std::uint64_t neighbour : {1U, 2U, 3U}) told.announced('x', neighbour);
    told.left(2, 1'000ms);
    const std::string asked = told.overdue(6'000ms);
    INFO("so far:" << told.story);
    INFO("2 has announced x and is gone");
    CHECK_FALSE(speaks_of(asked, "x of 2"));
}
