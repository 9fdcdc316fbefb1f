#include "catch.hpp"
#include "toy.hpp"

using namespace std::chrono_literals;
using sbc::sim::Weather;
using toy::Playground;

namespace {

constexpr Weather calm{.least_latency = 10ms, .most_latency = 10ms};

}  // namespace

TEST_CASE("a node starts when its host is added, and wakes at its deadline", "[sim]") {
    Playground play{1, calm};
    const auto one = play.add();
    CHECK(play.count(one, "woke") == 1);
    play.network.run_for(1min);
    CHECK(play.count(one, "woke") == 1);
    const auto start = play.network.now();
    play.network.type(one, "wake 5");
    play.network.run_for(1min);
    CHECK(play.count(one, "woke") == 2);
    CHECK(play.last(one).at == start + 5s);
}

TEST_CASE("a crash is silent; the others see their connections close", "[sim]") {
    Playground play{2, calm};
    const auto [one, two] = play.add_pair();
    play.network.type(two, "say on its way");
    const auto start = play.network.now();
    play.network.crash(two);
    CHECK_FALSE(play.network.up(two));
    CHECK(play.network.neighbours(two).empty());
    const auto entries = play.diary(two).size();
    play.network.run_for(1s);
    CHECK(play.diary(two).size() == entries);
    CHECK(play.count(one, "heard on its way") == 1);
    CHECK(play.last(one).what == "closed: the peer closed");
    CHECK(play.last(one).at == start + 10ms);

    SECTION("a dial to it is refused") {
        play.dial(one, two);
        play.network.run_for(1s);
        CHECK_THAT(play.last(one).what, ContainsSubstring("nobody listens"));
    }
    SECTION("nothing that is done to it matters") {
        play.network.type(two, "tell me");
        play.network.freeze(two);
        play.network.thaw(two);
        play.network.leave(two);
        play.network.crash(two);
        CHECK(play.network.told(two).empty());
    }
    SECTION("after a restart it is another node, with the same address and the same disk") {
        play.network.restart(two);
        CHECK(play.count(two, "woke") == 2);
        CHECK(play.node(two).links.empty());
        play.dial(one, two);
        play.network.run_for(1s);
        CHECK(play.last(two).what == "accepted");
    }
}

TEST_CASE("a crash between a dial and its answer closes what was opened", "[sim]") {
    Playground play{3, calm};
    const auto one = play.add();
    const auto two = play.add();
    play.dial(one, two);
    play.network.run_for(15ms);
    REQUIRE(play.last(two).what == "accepted");
    SECTION("of the dialer") {
        play.network.crash(one);
        play.network.run_for(1s);
        CHECK(play.last(two).what == "closed: the peer closed");
        CHECK(play.diary(one).size() == 1);
    }
    SECTION("of the listener") {
        play.network.crash(two);
        play.network.run_for(1s);
        CHECK(play.count(one, "opened") == 1);
        CHECK(play.last(one).what == "closed: the peer closed");
    }
    SECTION("of the dialer, which is up again when the answer comes") {
        play.network.crash(one);
        play.network.restart(one);
        play.network.run_for(1s);
        CHECK(play.count(one, "opened") == 0);
    }
}

TEST_CASE("a node that quits closes its links after its last words", "[sim]") {
    Playground play{4, calm};
    const auto [one, two] = play.add_pair();
    play.network.type(two, "say goodbye");
    SECTION("by a command") { play.network.type(two, "quit"); }
    SECTION("by Ctrl+C") { play.network.leave(two); }
    CHECK_FALSE(play.network.up(two));
    play.network.run_for(1s);
    CHECK(play.count(one, "heard goodbye") == 1);
    CHECK(play.last(one).what == "closed: the peer closed");
    play.network.restart(two);
    CHECK(play.network.up(two));
}

TEST_CASE("a frozen host does nothing, and what arrives waits for it", "[sim]") {
    Playground play{5, calm};
    const auto [one, two] = play.add_pair();
    play.network.type(two, "wake 1");
    play.network.type(one, "say before");
    play.network.freeze(two);
    const auto entries = play.diary(two).size();
    play.network.type(two, "tell nothing");
    play.dial(one, two);
    play.network.run_for(1min);
    CHECK(play.diary(two).size() == entries);
    CHECK(play.network.told(two).empty());
    CHECK(play.count(one, "opened") == 2);
    CHECK(play.last(one).what == "opened");
    CHECK(play.network.up(two));

    SECTION("it is told all of it, in order, when it goes on") {
        play.network.type(one, "say after");
        play.network.run_for(1s);
        play.network.type(one, "close");
        play.network.run_for(1s);
        CHECK(play.last(one).what == "closed: closed");
        play.network.thaw(two);
        std::vector<std::string> told;
        for (std::size_t next = entries; next < play.diary(two).size(); ++next) {
            told.push_back(play.diary(two)[next].what);
        }
        CHECK(told == std::vector<std::string>{"heard before", "accepted", "heard after",
                                               "heard after", "closed: the peer closed"});
    }
    SECTION("its deadline comes when it goes on") {
        play.network.thaw(two);
        play.network.run_for(1ms);
        CHECK(play.count(two, "woke") == 2);
    }
    SECTION("a crash loses what was waiting") {
        play.network.crash(two);
        play.network.run_for(1s);
        CHECK(play.diary(two).size() == entries);
        CHECK(play.count(one, "closed: the peer closed") == 2);
        play.network.restart(two);
        play.dial(one, two);
        play.network.run_for(1s);
        CHECK(play.last(two).what == "accepted");
    }
}

TEST_CASE("a node is told the time of the network, and its host's idea of the calendar", "[sim]") {
    Playground play{6};
    const auto right = play.add();
    toy::Diary diary;
    const auto wrong =
        play.network.add({.address = Playground::at(99), .listens = false, .clock_error = -90s},
                         [&diary] { return std::make_unique<toy::Node>(diary); });
    const auto started = play.network.wall();
    CHECK(started == std::chrono::sys_days{std::chrono::year{2030} / 1 / 1});
    play.network.run_for(2min);
    play.network.type(right, "tell the time");
    play.network.type(wrong, "tell the time");
    CHECK(play.node(right).last_moment.now == play.network.now());
    CHECK(play.node(right).last_moment.wall == started + 2min);
    CHECK(play.network.node<toy::Node>(wrong).last_moment.wall == started + 30s);
    CHECK(play.node(right).last_moment.fresh !=
          play.network.node<toy::Node>(wrong).last_moment.fresh);
}
