#include <set>

#include "catch.hpp"
#include "toy.hpp"

using namespace std::chrono_literals;
using sbc::sim::Weather;
using toy::Playground;

namespace {

constexpr Weather calm{.least_latency = 10ms, .most_latency = 10ms};

}  // namespace

TEST_CASE("a dial opens a link: there after one latency, here after the answer", "[sim]") {
    Playground play{1, calm};
    const auto one = play.add();
    const auto two = play.add();
    const auto start = play.network.now();
    play.dial(one, two);
    play.network.run_for(1s);
    CHECK(play.last(two).what == "accepted");
    CHECK(play.last(two).at == start + 10ms);
    CHECK(play.last(one).what == "opened");
    CHECK(play.last(one).at == start + 20ms);
    CHECK(play.last(one).link != play.last(two).link);

    SECTION("the dialer sees the address it dialed, the other its host at a port of its own") {
        CHECK(play.node(one).peer == Playground::at(2));
        CHECK(play.node(two).peer.host() == "10.0.0.1");
        CHECK(play.node(two).peer.port() >= 49'152);
    }
    SECTION("a second link has another id and another port") {
        const auto before = play.node(two).peer;
        play.dial(one, two);
        play.network.run_for(1s);
        CHECK(play.node(two).links[0] != play.node(two).links[1]);
        CHECK(play.node(two).peer != before);
        CHECK(play.network.neighbours(one) == std::vector{two, two});
    }
}

TEST_CASE("what the listener says at once arrives after its answer", "[sim]") {
    Playground play{8, {.least_latency = 0ms, .most_latency = 100ms, .reorders = true}};
    const auto one = play.add();
    const auto two = play.add();
    play.node(two).greets = true;
    for (int time = 0; time < 50; ++time) play.dial(one, two);
    play.network.run_for(1s);
    CHECK(play.count(one, "heard welcome") == 50);
    std::set<toy::LinkId> open;
    for (const auto& entry : play.diary(one)) {
        if (entry.what == "opened") open.insert(entry.link);
        if (entry.what == "heard welcome") REQUIRE(open.contains(entry.link));
    }
}

TEST_CASE("a dial to an address where nobody listens fails", "[sim]") {
    Playground play{2, calm};
    const auto one = play.add();
    const auto start = play.network.now();
    SECTION("since there is no such host") { play.network.type(one, "dial 10.9.9.9:7"); }
    SECTION("since it listens at another port") { play.network.type(one, "dial 10.0.0.1:8"); }
    play.network.run_for(1s);
    CHECK_THAT(play.last(one).what, ContainsSubstring("no link: nobody listens on 10."));
    CHECK(play.last(one).at == start + 20ms);
    CHECK(play.network.traffic().failed_dials == 1);
}

TEST_CASE("a host that dials itself has two links, one for each end", "[sim]") {
    Playground play{3, calm};
    const auto one = play.add();
    play.dial(one, one);
    play.network.run_for(1s);
    REQUIRE(play.node(one).links.size() == 2);
    CHECK(play.node(one).links[0] != play.node(one).links[1]);
    play.network.type(one, "send to myself");
    play.network.run_for(1s);
    CHECK(play.last(one).what == "heard to myself");
    CHECK(play.last(one).link == play.node(one).links[1]);
}

TEST_CASE("a close is told to both ends, behind what was sent before it", "[sim]") {
    Playground play{4, {.least_latency = 1ms, .most_latency = 200ms, .reorders = true}};
    const auto [one, two] = play.add_pair();
    for (int number = 0; number < 100; ++number) play.network.type(one, "say goodbye");
    play.network.type(one, "close with points");
    play.network.type(two, "say too late");
    play.network.type(one, "say nothing more");
    play.network.run_for(1s);
    CHECK(play.count(two, "heard goodbye") == 100);
    CHECK(play.last(two).what == "closed: the peer closed");
    CHECK(play.last(one).what == "closed: closed");
    CHECK(play.count(one, "heard too late") == 0);
    CHECK(play.network.neighbours(one).empty());
    CHECK(play.network.traffic(one).penalties == 7);
    CHECK(play.network.traffic(two).penalties == 0);
}

TEST_CASE("when both ends close at once, each is told once", "[sim]") {
    Playground play{5, calm};
    const auto [one, two] = play.add_pair();
    play.network.type(one, "close");
    play.network.type(two, "close");
    play.network.run_for(1s);
    CHECK(play.count(one, "closed: closed") == 1);
    CHECK(play.count(two, "closed: closed") == 1);
    CHECK(play.count(one, "closed: the peer closed") == 0);
}

TEST_CASE("nobody can use the link of another host", "[sim]") {
    Playground play{6, calm};
    const auto [one, two] = play.add_pair();
    const auto three = play.add();
    play.node(three).links = play.node(one).links;
    play.network.type(three, "say I am one");
    play.network.type(three, "close");
    play.network.run_for(1s);
    CHECK(play.last(two).what == "accepted");
    CHECK(play.network.traffic().sent == 0);
}

TEST_CASE("what no frame can carry is not sent", "[sim]") {
    Playground play{7, calm};
    const auto [one, two] = play.add_pair();
    play.network.type(one, "say ");
    play.network.type(one, "say " + std::string(65'537, 'x'));
    play.network.type(one, "say " + std::string(65'536, 'x'));
    play.network.run_for(1s);
    CHECK(play.network.traffic(one).unsendable == 2);
    CHECK(play.network.traffic(one).sent == 1);
    CHECK(play.network.traffic(two).delivered == 1);
}
