// An edge that wants its points, and nothing else.
#include "classroom/asker.hpp"

#include "class_scene.hpp"

using namespace classes;
using State = Gift::State;

namespace {

// In the network that its code makes.
Gift gift_for(const std::string& name, State state, const std::string& word,
              const SigningKey& by = host_key()) {
    return gift_of(name, state, word, by, network_hash(maths()));
}

struct Edge {
    Asker asker{maths(), Ask{"alice", address("alice")}};
    Instant now = start;
    Heard heard;
    const LinkId core{1};

    void join() { heard.add(asker.joined(core, at(now))); }
    void hear(const std::string& body) {
        heard.add(asker.published(MessageId{1}, body, Source{core}, at(now)));
    }
    void hear(const ClassMessage& message) { hear(encode(message)); }
    void wait(Duration time) {
        const Instant until = now + time;
        while (asker.deadline() <= until) {
            now = std::max(now, asker.deadline());
            heard.add(asker.on_time(at(now)));
        }
        now = until;
    }
    [[nodiscard]] std::size_t asked() const { return only<Ask>(heard.published).size(); }
};

}  // namespace

TEST_CASE("an asker asks when it has joined, and again every five seconds", "[classroom]") {
    Edge edge;
    CHECK(edge.asker.deadline() == sbc::never);
    edge.heard.add(edge.asker.on_time(at(edge.now)));
    CHECK(edge.asked() == 0);
    edge.join();
    CHECK(edge.asker.deadline() == edge.now);
    edge.wait(0ms);
    REQUIRE(edge.asked() == 1);
    CHECK(only<Ask>(edge.heard.published).front() == Ask{"alice", address("alice")});
    edge.wait(4'999ms);
    CHECK(edge.asked() == 1);
    edge.wait(1ms);
    CHECK(edge.asked() == 2);
    SECTION("but not while it has no core") {
        edge.heard.add(edge.asker.left(edge.core));
        CHECK(edge.asker.deadline() == sbc::never);
        edge.wait(1min);
        CHECK(edge.asked() == 2);
        edge.join();
        edge.wait(0ms);
        CHECK(edge.asked() == 3);
    }
}

TEST_CASE("an asker ends with what the host has said for good", "[classroom]") {
    for (const State state : {State::Given, State::Refused}) {
        Edge edge;
        edge.join();
        edge.wait(0ms);
        const Gift gift = gift_for("alice", state, "so it is");
        edge.hear(gift);
        CHECK(edge.heard.quit);
        REQUIRE(edge.asker.answer());
        CHECK(*edge.asker.answer() == gift);
        CHECK(edge.asker.deadline() == sbc::never);
        edge.wait(1min);
        CHECK(edge.asked() == 1);
    }
}

TEST_CASE("an asker tells once that it will take longer, and goes on asking", "[classroom]") {
    Edge edge;
    edge.join();
    for (int i = 0; i < 3; ++i) {
        edge.wait(5s);
        edge.hear(gift_for("alice", State::Later, "with one of the next payments"));
    }
    CHECK(edge.heard.told == std::vector<std::string>{"with one of the next payments"});
    CHECK_FALSE(edge.heard.quit);
    CHECK_FALSE(edge.asker.answer());
    CHECK(edge.asked() == 4);
}

TEST_CASE("an asker believes nobody but the host, and nothing that is for others", "[classroom]") {
    Edge edge;
    edge.join();
    edge.wait(0ms);
    SECTION("a gift that somebody else has signed") {
        edge.hear(gift_for("alice", State::Refused, "nothing for you", stranger()));
    }
    SECTION("one that was changed") {
        Gift gift = gift_for("alice", State::Given, "20 points");
        gift.amount = 1'000;
        edge.hear(gift);
    }
    SECTION("a later that somebody else has signed") {
        edge.hear(gift_for("alice", State::Later, "wait a year", stranger()));
    }
    SECTION("somebody else's") { edge.hear(gift_for("bob", State::Given, "20 points")); }
    SECTION("his name's, at another address") {
        Gift gift = gift_for("bob", State::Refused, "that name is taken");
        gift.name = "alice";
        sign(gift, network_hash(maths()), host_key());
        edge.hear(gift);
    }
    SECTION("her address's, by another name") {
        Gift gift = gift_for("alice", State::Given, "20 points");
        gift.name = "bob";
        sign(gift, network_hash(maths()), host_key());
        edge.hear(gift);
    }
    SECTION("another message, and nonsense") {
        edge.hear(order_of(1, {"alice"}));
        edge.hear(presence_of("host"));
        edge.hear("nonsense");
    }
    CHECK_FALSE(edge.heard.quit);
    CHECK(edge.heard.told.empty());
    CHECK_FALSE(edge.asker.answer());
    edge.wait(5s);
    CHECK(edge.asked() == 2);
}
