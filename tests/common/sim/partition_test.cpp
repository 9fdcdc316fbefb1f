#include "catch.hpp"
#include "toy.hpp"

using namespace std::chrono_literals;
using sbc::sim::Weather;
using toy::Playground;

namespace {

constexpr Weather calm{.least_latency = 10ms, .most_latency = 10ms};

}  // namespace

TEST_CASE("nothing gets through a partition, and links across it stay open", "[sim]") {
    Playground play{1, calm};
    const auto [one, two] = play.add_pair();
    const auto three = play.add();
    play.dial(one, three);
    play.network.run_for(1s);
    play.network.type(one, "say on its way");
    play.network.partition({{two}});
    play.network.type(one, "say across");
    play.network.run_for(1h);
    CHECK(play.last(two).what == "accepted");
    CHECK(play.last(one).what == "opened");
    CHECK(play.network.traffic().lost == 2);
    CHECK(play.count(three, "heard on its way") == 1);
    CHECK(play.count(three, "heard across") == 1);

    SECTION("a dial across fails after its deadline") {
        const auto start = play.network.now();
        play.dial(one, two);
        play.network.run_for(1min);
        CHECK(play.last(one).what == "no link: 10.0.0.2:7 did not answer in time");
        CHECK(play.last(one).at == start + 5s);
    }
    SECTION("after it has healed the same links carry messages again") {
        play.network.heal();
        play.network.type(one, "say hello again");
        play.network.run_for(1s);
        CHECK(play.last(two).what == "heard hello again");
    }
    SECTION("an end that was closed meanwhile is missed when something is sent to it") {
        play.network.type(two, "close");
        play.network.run_for(1min);
        CHECK(play.last(two).what == "closed: closed");
        play.network.heal();
        play.network.run_for(1min);
        CHECK(play.last(one).what == "opened");
        play.network.type(one, "say is anybody there");
        play.network.run_for(1s);
        CHECK(play.last(one).what == "closed: connection reset by peer");
        CHECK(play.last(two).what == "closed: closed");
    }
    SECTION("so is a host that has crashed and come back meanwhile") {
        play.network.crash(two);
        play.network.restart(two);
        play.network.heal();
        play.network.run_for(1min);
        CHECK(play.node(one).links.size() == 2);
        play.network.type(one, "say is anybody there");
        play.network.run_for(1s);
        CHECK(play.last(one).what == "closed: connection reset by peer");
        CHECK(play.last(two).what == "woke");
    }
}

TEST_CASE("a partition has as many parts as it is given, and one of all others", "[sim]") {
    Playground play{2, calm};
    const auto hosts = play.add_many(6);
    play.network.partition({{hosts[0], hosts[1]}, {hosts[2], hosts[3]}});
    for (const auto from : hosts) {
        for (const auto to : hosts) play.dial(from, to);
    }
    play.network.run_for(10s);
    CHECK(play.network.traffic().opened == 12);
    CHECK(play.network.traffic().failed_dials == 24);
    CHECK(play.network.neighbours(hosts[4]).size() == 4);  // itself twice, and the other twice
}

TEST_CASE("a partition between a dial and its answer leaves the other end half open", "[sim]") {
    Playground play{3, calm};
    const auto one = play.add();
    const auto two = play.add();
    const auto start = play.network.now();
    play.dial(one, two);
    play.network.run_for(15ms);
    play.network.partition({{two}});
    play.network.run_for(1min);
    CHECK(play.last(one).what == "no link: 10.0.0.2:7 did not answer in time");
    CHECK(play.last(one).at == start + 5s);
    CHECK(play.network.neighbours(two).size() == 1);
    play.network.heal();
    play.network.type(two, "say hello");
    play.network.run_for(1s);
    CHECK(play.last(two).what == "closed: connection reset by peer");
}
