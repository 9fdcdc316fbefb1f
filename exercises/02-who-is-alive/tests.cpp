#include "keepalive.hpp"

#include <string>

#include "catch.hpp"

using sbc::Duration;
using sbc::Instant;
using stage::Keepalive;
using stage::KeepaliveAction;
using stage::Nonce;

namespace {

const Instant start{std::chrono::hours{1}};  // the tests' own clock shows 0 s then
constexpr Duration second{1'000};

std::string in_words(Instant instant) {
    const auto passed = std::chrono::duration_cast<Duration>(instant - start).count();
    std::string text = std::to_string(passed / 1000);
    if (passed % 1000 != 0) text += "." + std::to_string(1000 + passed % 1000).substr(1);
    return text + " s";
}

std::string in_words(KeepaliveAction action) {
    switch (action) {
        case KeepaliveAction::Wait: return "Wait";
        case KeepaliveAction::SendPing: return "SendPing";
        case KeepaliveAction::DropPeer: return "DropPeer";
    }
    return "no action at all";
}

// The learner's Keepalive, and the story of what happened to it. Times count from the beginning.
class Told {
public:
    std::string on_time(Duration time, std::uint64_t nonce) {
        std::string action = in_words(keepalive_.on_time(start + time, Nonce{nonce}));
        step(time, "on_time, with nonce " + std::to_string(nonce) + ": you said " + action);
        return action;
    }
    void on_message(Duration time) {
        keepalive_.on_message(start + time);
        step(time, "on_message");
    }
    void on_pong(Duration time, std::uint64_t nonce) {
        keepalive_.on_pong(Nonce{nonce});
        step(time, "on_pong, with nonce " + std::to_string(nonce));
    }
    std::string deadline() {
        std::string deadline = in_words(keepalive_.deadline());
        story += "\n           deadline: you said " + deadline;
        return deadline;
    }
    std::string story = "\n      0 s  connected; quiet = 20 s, pong_wait = 5 s";

private:
    void step(Duration time, const std::string& what) {
        const std::string at = in_words(start + time);
        story += "\n" + std::string(at.size() < 9 ? 9 - at.size() : 0, ' ') + at + "  " + what;
    }
    Keepalive keepalive_{{.quiet = 20 * second, .pong_wait = 5 * second}, start};
};

}  // namespace

TEST_CASE("a quiet peer is asked at the deadline, and not before") {
    Told peer;
    const std::string deadline = peer.deadline();
    const std::string before = peer.on_time(Duration{19'999}, 7);
    const std::string at = peer.on_time(20 * second, 8);
    INFO("so far:" << peer.story);
    INFO("at the deadline itself it is time: the caller's timer is set for that instant, and if");
    INFO("you say Wait then, it is set for the same instant again, over and over");
    CHECK(deadline == "20 s");
    CHECK(before == "Wait");
    CHECK(at == "SendPing");
}

TEST_CASE("every message puts the question off") {
    Told peer;
    peer.on_message(15 * second);
    const std::string deadline = peer.deadline();
    const std::string action = peer.on_time(21 * second, 7);
    INFO("so far:" << peer.story);
    INFO("every message is a sign of life, also when nobody has asked for one: the 20 s of quiet");
    INFO("begin again at 15 s");
    CHECK(deadline == "35 s");
    CHECK(action == "Wait");
}

TEST_CASE("it asks once and then waits for the answer") {
    Told peer;
    peer.on_time(21 * second, 7);
    const std::string early = peer.on_time(23 * second, 8);
    const std::string deadline = peer.deadline();
    INFO("so far:" << peer.story);
    INFO("a ping is out since 21 s, and the answer may take until 26 s. on_time may be called in");
    INFO("between, for somebody else's sake: that is no reason to ask again");
    CHECK(early == "Wait");
    CHECK(deadline == "26 s");
}

TEST_CASE("a peer that does not answer is dropped") {
    Told peer;
    peer.on_time(21 * second, 7);
    const std::string late = peer.on_time(27 * second, 8);
    INFO("so far:" << peer.story);
    INFO("the answer was due at 26 s: a peer that has not answered by then is given up, not asked");
    INFO("once more");
    CHECK(late == "DropPeer");
}

TEST_CASE("a pong with another nonce is no answer") {
    Told peer;
    peer.on_time(21 * second, 7);
    peer.on_pong(22 * second, 1234);
    const std::string deadline = peer.deadline();
    INFO("so far:" << peer.story);
    INFO("a pong that we did not ask for proves nothing: it may have been sent blindly, or long");
    INFO("ago. The ping with nonce 7 is still unanswered, and its answer is due 5 s after 21 s");
    CHECK(deadline == "26 s");
}

TEST_CASE("a message that was under way already is no answer") {
    Told peer;
    peer.on_time(21 * second, 7);
    peer.on_message(22 * second);
    const std::string deadline = peer.deadline();
    INFO("so far:" << peer.story);
    INFO("what came at 22 s may have been sent before our ping, and the peer may be gone by now:");
    INFO("only the pong with nonce 7 was certainly sent after it");
    CHECK(deadline == "26 s");
}

TEST_CASE("after the answer the quiet period begins again") {
    Told peer;
    peer.on_time(21 * second, 7);
    peer.on_message(23 * second);
    peer.on_pong(23 * second, 7);
    const std::string deadline = peer.deadline();
    INFO("so far:" << peer.story);
    INFO("the answer ends the waiting, and as a message it is a sign of life: the next question");
    INFO("is due 20 s after 23 s");
    CHECK(deadline == "43 s");
}

TEST_CASE("nobody is dropped without having been asked") {
    Told peer;
    const std::string action = peer.on_time(60 * second, 7);
    const std::string deadline = peer.deadline();
    INFO("so far:" << peer.story);
    INFO("on_time came very late: this computer was asleep, perhaps, and the peer is well. Ask");
    INFO("first; the 5 s for the answer begin when the ping goes out");
    CHECK(action == "SendPing");
    CHECK(deadline == "65 s");
}
