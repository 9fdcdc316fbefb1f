// Cores and edges together, in virtual time.
#include "catch.hpp"
#include "small_network.hpp"

using namespace std::chrono_literals;
using namespace stage;

namespace {

std::size_t told(const SmallNetwork::Host& host, const std::string& text) {
    return SmallNetwork::times_told(host, text);
}

void check_one_connection_for_each_pair(const SmallNetwork& network,
                                        const std::vector<SmallNetwork::Host*>& cores) {
    for (const auto* a : cores) {
        for (const auto* b : cores) {
            CAPTURE(a->address.to_text(), b->address.to_text());
            CHECK(network.connections(*a, *b) == (a == b ? 0 : 1));
        }
    }
}

}  // namespace

TEST_CASE("cores that know one of them find all of them", "[02]") {
    SmallNetwork network;
    std::vector<SmallNetwork::Host*> cores{&network.core(5001, {})};
    for (std::uint16_t port = 5002; port <= 5005; ++port) {
        cores.push_back(&network.core(port, {5001}));
        network.run_for(100ms);
    }
    network.run_for(1s);
    check_one_connection_for_each_pair(network, cores);
}

TEST_CASE("cores that all start at once end with one connection for each pair", "[02]") {
    SmallNetwork network;
    std::vector<SmallNetwork::Host*> cores;
    for (std::uint16_t port = 5001; port <= 5006; ++port) {
        cores.push_back(&network.core(port, {5001, 5002, 5003}));
    }
    network.run_for(2s);
    check_one_connection_for_each_pair(network, cores);
}

TEST_CASE("two cores that dial each other in the same moment keep one connection", "[02]") {
    SmallNetwork network{10ms};
    auto& a = network.core(5001, {5002});
    auto& b = network.core(5002, {5001});
    network.run_for(15ms);
    REQUIRE(network.connections(a, b) == 2);
    network.run_for(1s);
    CHECK(network.connections(a, b) == 1);
    CHECK(told(a, "left") == 0);
    CHECK(told(b, "left") == 0);
}

TEST_CASE("a line goes from each edge to every other edge, once, and is acknowledged", "[02]") {
    SmallNetwork network;
    network.core(5001, {});
    network.core(5002, {5001});
    network.core(5003, {5001});
    network.run_for(1s);
    auto& alice = network.edge("alice", {5001});
    auto& bob = network.edge("bob", {5002});
    auto& carol = network.edge("carol", {5002});
    network.run_for(1s);
    network.type(alice, "you are great");
    network.run_for(1s);
    CHECK(told(bob, "alice: you are great") == 1);
    CHECK(told(carol, "alice: you are great") == 1);
    CHECK(told(alice, "alice: you are great") == 0);
    CHECK(told(alice, "delivered: you are great") == 1);
}

TEST_CASE("an edge that loses its core moves to another and delivers what it was told meanwhile",
          "[02]") {
    SmallNetwork network;
    auto& first = network.core(5001, {});
    network.core(5002, {5001});
    network.run_for(1s);
    auto& alice = network.edge("alice", {5001});
    auto& bob = network.edge("bob", {5002});
    network.run_for(1s);
    network.kill(first);
    network.type(alice, "are you still there?");
    network.run_for(5s);
    CHECK(told(alice, "connected to core 127.0.0.1:5002") == 1);
    CHECK(told(bob, "alice: are you still there?") == 1);
    CHECK(told(alice, "delivered") == 1);
}

TEST_CASE("a line whose acknowledgement is lost arrives twice: chapter 03 cures it", "[02]") {
    SmallNetwork network;
    network.core(5001, {});
    network.core(5002, {5001});
    network.run_for(1s);
    auto& alice = network.edge("alice", {5001});
    auto& bob = network.edge("bob", {5002});
    network.run_for(1s);
    bool cut = false;
    network.on_message = [&](const auto&, const auto& to, const Message& message) {
        if (cut || &to != &alice || !std::holds_alternative<Ack>(message)) return true;
        cut = true;
        return false;
    };
    network.type(alice, "hello");
    network.run_for(5s);
    CHECK(cut);
    CHECK(told(alice, "delivered: hello") == 1);
    CHECK(told(bob, "alice: hello") == 2);
}

TEST_CASE("a black-holed core is dropped by all, and delays nobody", "[02]") {
    SmallNetwork network;
    auto& a = network.core(5001, {});
    auto& hole = network.core(5002, {5001});
    auto& c = network.core(5003, {5001});
    network.run_for(1s);
    auto& alice = network.edge("alice", {5002});
    auto& bob = network.edge("bob", {5003});
    network.run_for(1s);
    REQUIRE(told(alice, "connected to core 127.0.0.1:5002") == 1);
    hole.frozen = true;
    network.type(bob, "before anyone has noticed");
    network.run_for(40s);
    CHECK(told(a, "closing 127.0.0.1:5002: it does not answer") == 1);
    CHECK(told(c, "closing 127.0.0.1:5002: it does not answer") == 1);
    CHECK(network.connections(a, c) == 1);
    CHECK(told(alice, "the core does not answer") == 1);
    network.type(bob, "welcome back");
    network.run_for(1s);
    CHECK(told(alice, "bob: welcome back") == 1);
}

TEST_CASE("a full core sends an edge to a less loaded one", "[02]") {
    SmallNetwork network;
    auto& full = network.core(5001, {}, 2);
    network.core(5002, {5001});
    network.run_for(1s);
    network.edge("one", {5001});
    network.edge("two", {5001});
    network.run_for(1s);
    auto& late = network.edge("late", {5001});
    network.run_for(1s);
    CHECK(told(full, "this core is full") == 1);
    CHECK(told(late, "refused: this core is full") == 1);
    CHECK(told(late, "connected to core 127.0.0.1:5002") == 1);
}

TEST_CASE("full cores that recommend each other do not hold an edge for ever", "[02]") {
    SmallNetwork network;
    auto& one = network.core(5001, {}, 1);
    auto& two = network.core(5002, {5001}, 1);
    network.core(5003, {}, 1);  // free, but of another group: only the edge's own list names it
    network.run_for(1s);
    network.edge("a", {5001});
    network.edge("b", {5002});
    network.run_for(1s);
    // Each of them claims that the other has room.
    network.on_message = [&](const auto& from, const auto&, Message& message) {
        auto* refused = std::get_if<Refused>(&message);
        if (refused != nullptr) refused->cores = {&from == &one ? two.address : one.address};
        return true;
    };
    auto& late = network.edge("late", {5001, 5002, 5003});
    network.run_for(60s);
    CHECK(told(late, "connected to core 127.0.0.1:5003") == 1);
}

TEST_CASE("an edge without any core keeps trying, less and less often", "[02]") {
    SmallNetwork network;
    auto& alice = network.edge("alice", {5001});
    network.type(alice, "is anybody there?");
    network.run_for(60s);
    const auto attempts = told(alice, "nobody listens on 127.0.0.1:5001");
    CHECK(attempts >= 8);
    CHECK(attempts <= 30);
    auto& core = network.core(5001, {});
    network.run_for(10s);
    CHECK(told(core, "joined") == 1);
    CHECK(told(alice, "delivered: is anybody there?") == 1);
}

TEST_CASE("a core that comes back is joined again by those who were told of it", "[02]") {
    SmallNetwork network;
    auto& seed = network.core(5001, {});
    auto& other = network.core(5002, {5001});
    network.run_for(1s);
    network.kill(seed);
    network.run_for(30s);
    auto& again = network.core(5001, {});
    network.run_for(10s);
    CHECK(network.connections(again, other) == 1);
}

TEST_CASE("who leaves says goodbye: nobody waits for it", "[02]") {
    SmallNetwork network;
    auto& a = network.core(5001, {});
    auto& b = network.core(5002, {5001});
    auto& alice = network.edge("alice", {5001});
    network.run_for(1s);
    network.type(alice, "/quit");
    network.type(b, "/quit");
    network.run_for(100ms);
    CHECK(told(a, "left: said goodbye") == 2);
    CHECK(told(a, "closing") == 0);
}

TEST_CASE("a node that is told to join itself does not", "[02]") {
    SmallNetwork network;
    auto& a = network.core(5001, {5001});
    network.run_for(1s);
    CHECK(told(a, "joined") == 0);
    CHECK(a.deadline() == sbc::never);
}
