#include "p2p/waiting_questions.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

using namespace std::chrono_literals;
using sbc::Instant;
using sbc::net::LinkId;
using sbc::p2p::QuestionLimits;
using Lines = std::vector<std::string>;

namespace {

const LinkId first{1};
const LinkId second{2};
const LinkId third{3};

// A service that answers as soon as it may; an answer takes a millisecond. A link is given a half
// of the time, all together have it whole.
struct Desk {
    sbc::p2p::WaitingQuestions<std::string> questions;
    Lines answered;
    Instant now{1h};

    explicit Desk(QuestionLimits limits = with({})) : questions{limits} {}
    static QuestionLimits with(QuestionLimits limits) {
        limits.most = 4;
        limits.answer = 1ms;
        limits.share_of_link = 2;
        limits.share_of_all = 1;
        limits.credit = sbc::Duration{4};
        return limits;
    }
    static QuestionLimits together(unsigned share) {
        QuestionLimits limits = with({});
        limits.share_of_all = share;
        return limits;
    }

    std::size_t ask(LinkId link, const std::string& what) {
        const std::size_t waiting = questions.ask(link, what);
        if (waiting == 1) serve(link);
        return waiting;
    }
    void serve(LinkId link) {
        while (auto question = questions.next(link, now)) answered.push_back(*question);
    }
    // Until nobody is due, or would be before then.
    void wait(sbc::Duration time) {
        const Instant end = now + time;
        while (questions.deadline() <= end) {
            now = std::max(now, questions.deadline());
            while (const auto link = questions.due(now)) serve(*link);
        }
        now = end;
    }
};

}  // namespace

TEST_CASE("a question is answered at once, as long as its link has not asked too much", "[p2p]") {
    Desk desk;
    CHECK(desk.questions.deadline() == sbc::never);
    CHECK_FALSE(desk.questions.next(first, desk.now));
    CHECK(desk.ask(first, "a") == 1);
    CHECK(desk.ask(first, "b") == 1);
    CHECK(desk.answered == Lines{"a", "b"});
    CHECK(desk.questions.deadline() == sbc::never);
    CHECK(desk.ask(first, "c") == 1);
    CHECK(desk.ask(first, "d") == 2);
    CHECK(desk.answered == Lines{"a", "b"});
    CHECK(desk.questions.deadline() == desk.now + 10ms);
    SECTION("later they are, in their order") {
        desk.wait(9ms);
        CHECK(desk.answered.size() == 2);
        desk.wait(1ms);
        CHECK(desk.answered == Lines{"a", "b", "c", "d"});
        CHECK(desk.questions.deadline() == sbc::never);
    }
    SECTION("another link's are not touched by it") {
        CHECK(desk.ask(second, "x") == 1);
        CHECK(desk.answered == Lines{"a", "b", "x"});
    }
    SECTION("so many wait, and no more are taken") {
        CHECK(desk.ask(first, "e") == 3);
        CHECK(desk.ask(first, "f") == 4);
        CHECK(desk.ask(first, "g") == 0);
        desk.wait(1s);
        CHECK(desk.answered == Lines{"a", "b", "c", "d", "e", "f"});
    }
    SECTION("who has left is not answered, and nobody is due for it") {
        desk.questions.forget(first);
        CHECK(desk.questions.deadline() == sbc::never);
        desk.wait(1s);
        CHECK(desk.answered == Lines{"a", "b"});
    }
}

TEST_CASE("what an answer costs beyond the usual makes the next one wait", "[p2p]") {
    Desk desk;
    desk.ask(first, "a");
    desk.questions.book(first, 1ms, desk.now);
    desk.ask(first, "b");
    CHECK(desk.answered == Lines{"a"});
    desk.wait(10ms);
    CHECK(desk.answered == Lines{"a", "b"});
}

TEST_CASE("an answer that costs more than may be booked is paid for all the same", "[p2p]") {
    Desk desk;
    desk.ask(first, "a");
    desk.questions.book(first, 3ms, desk.now);  // six of the link's, which has two left
    desk.ask(first, "b");
    CHECK(desk.answered == Lines{"a"});
    desk.wait(10ms);
    CHECK(desk.answered == Lines{"a", "b"});
    SECTION("by all together as well") {
        desk.questions.book(first, 40ms, desk.now);
        desk.ask(second, "x");
        desk.wait(35ms);
        CHECK(desk.answered == Lines{"a", "b"});
        desk.wait(10ms);
        CHECK(desk.answered == Lines{"a", "b", "x"});
    }
}

TEST_CASE("while all together have asked too much nobody is answered, and all keep their turns",
          "[p2p]") {
    Desk desk{Desk::together(2)};  // two answers at once, and one more every two milliseconds
    desk.ask(second, "1");
    desk.ask(first, "2");
    desk.ask(third, "3");
    CHECK(desk.answered == Lines{"1", "2"});
    desk.now += 1ms;
    desk.ask(first, "4");
    desk.now += 1ms;
    desk.ask(second, "5");
    CHECK(desk.answered == Lines{"1", "2"});
    // The next to come takes what may be answered, before it is anybody's turn.
    desk.now += 8ms;
    for (const char* more : {"6", "7"}) desk.ask(LinkId{4}, more);
    desk.ask(LinkId{5}, "8");
    CHECK(desk.answered == Lines{"1", "2", "6", "7"});
    CHECK_FALSE(desk.questions.due(desk.now));
    desk.wait(1s);
    CHECK(desk.answered == Lines{"1", "2", "6", "7", "3", "4", "8", "5"});
}

TEST_CASE("a service may put off a link that it cannot answer now", "[p2p]") {
    Desk desk;
    REQUIRE(desk.questions.ask(first, "a") == 1);
    CHECK(desk.questions.deadline() == sbc::never);
    for (int again = 0; again < 3; ++again) {
        desk.questions.put_off(first, desk.now);
        CHECK(desk.questions.deadline() == desk.now + 10ms);
        CHECK_FALSE(desk.questions.due(desk.now + 9ms));
        desk.now += 10ms;
        CHECK(desk.questions.due(desk.now) == first);
    }
    desk.serve(first);
    CHECK(desk.answered == Lines{"a"});
    CHECK_FALSE(desk.questions.due(desk.now));
}
