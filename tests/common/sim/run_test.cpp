#include "catch.hpp"
#include "sim/dice.hpp"
#include "toy.hpp"

using namespace std::chrono_literals;
using sbc::sim::Ended;
using sbc::sim::HostId;
using sbc::sim::Passing;
using sbc::sim::Weather;
using toy::Playground;

namespace {

constexpr Weather calm{.least_latency = 10ms, .most_latency = 10ms};

// Twenty hosts that echo in every weather, with crashes, a partition and a frozen one among them.
void storm(Playground& play, std::uint64_t seed) {
    sbc::sim::Dice dice{seed};
    play.network.weather = {.least_latency = 1ms,
                            .most_latency = 300ms,
                            .loss = 0.1,
                            .duplication = 0.1,
                            .reorders = true};
    const auto hosts = play.add_many(20);
    for (int count = 0; count < 60; ++count) play.dial(dice.pick(hosts), dice.pick(hosts));
    play.network.run_for(1s);
    for (const auto host : hosts) play.node(host).echoes = true;
    for (const auto host : hosts) play.network.type(host, "say hello");
    play.network.after(2s, [&play, hosts] { play.network.partition({{hosts[1], hosts[2]}}); });
    play.network.after(3s, [&play, hosts] { play.network.crash(hosts[3]); });
    play.network.after(4s, [&play, hosts] { play.network.freeze(hosts[4]); });
    play.network.after(5s, [&play, hosts] { play.network.restart(hosts[3]); });
    play.network.after(6s, [&play, hosts] { play.network.thaw(hosts[4]); });
    play.network.after(7s, [&play] { play.network.heal(); });
    play.network.run_for(20s, 100'000);
}

std::string first_difference(const Playground& one, const Playground& other) {
    for (std::uint32_t host = 0; host < one.diaries.size(); ++host) {
        const auto& left = one.diary(HostId{host});
        const auto& right = other.diary(HostId{host});
        if (left.size() != right.size()) return "host " + std::to_string(host) + ", another length";
        for (std::size_t entry = 0; entry < left.size(); ++entry) {
            if (left[entry].what != right[entry].what || left[entry].at != right[entry].at ||
                left[entry].link != right[entry].link) {
                return "host " + std::to_string(host) + ", " + left[entry].what;
            }
        }
    }
    return "none";
}

}  // namespace

TEST_CASE("the same seed repeats a run exactly, another one does not", "[sim]") {
    Playground one{17};
    Playground same{17};
    Playground other{18};
    storm(one, 5);
    storm(same, 5);
    storm(other, 5);
    CHECK(first_difference(one, same) == "none");
    CHECK(one.network.history() == same.network.history());
    CHECK(one.network.traffic() == same.network.traffic());
    CHECK(one.network.events() == same.network.events());
    CHECK(one.network.events() > 1'000);
    CHECK(first_difference(one, other) != "none");
    CHECK(one.network.history() != other.network.history());
}

TEST_CASE("a run ends after its time, with the clock at its end", "[sim]") {
    Playground play{1};
    const auto start = play.network.now();
    CHECK(play.network.run_for(1h) == Ended::TimeUp);
    CHECK(play.network.now() == start + 1h);
}

TEST_CASE("a node that never comes to rest is stopped by the bound of events", "[sim]") {
    Playground play{2};
    const auto one = play.add();
    play.network.type(one, "fidget");
    const auto before = play.network.events();
    CHECK(play.network.run_for(1h, 5'000) == Ended::TooManyEvents);
    CHECK(play.network.events() == before + 5'000);
    CHECK(play.network.run_until([] { return false; }, {.time = 1h, .events = 500}) ==
          Ended::TooManyEvents);
    play.network.type(one, "calm");
    CHECK(play.network.run_for(1h, 5'000) == Ended::TimeUp);
}

TEST_CASE("a run waits for what it is told to wait for, and no longer", "[sim]") {
    Playground play{3, calm};
    const auto [one, two] = play.add_pair();
    const auto start = play.network.now();
    const auto heard = [&play, who = two] { return play.count(who, "heard hello") == 1; };
    CHECK(play.network.run_until(heard, {.time = 1s}) == Ended::TimeUp);
    CHECK(play.network.now() == start + 1s);
    play.network.type(one, "say hello");
    CHECK(play.network.run_until(heard, {.time = 1h, .look = 3ms}) == Ended::Satisfied);
    CHECK(play.network.now() == start + 1s + 12ms);
    CHECK(play.network.run_until(heard, {.time = 1h, .events = 0}) == Ended::Satisfied);
    CHECK(play.network.now() == start + 1s + 12ms);
}

TEST_CASE("steps are taken at their time, and may plan others", "[sim]") {
    Playground play{4};
    std::vector<sbc::Instant> taken;
    const auto start = play.network.now();
    play.network.after(5s, [&] { taken.push_back(play.network.now()); });
    play.network.after(1s, [&] {
        taken.push_back(play.network.now());
        play.network.after(1s, [&] { taken.push_back(play.network.now()); });
    });
    play.network.run_for(4s);
    CHECK(taken == std::vector{start + 1s, start + 2s});
    play.network.run_for(1s);
    CHECK(taken.back() == start + 5s);
}

TEST_CASE("traffic is counted in all and at each host", "[sim]") {
    Playground play{5, calm};
    const auto [one, two] = play.add_pair();
    const auto three = play.add();
    play.dial(three, one);
    play.network.run_for(1s);
    play.network.type(one, "say hello");
    play.network.run_for(1s);
    const auto& all = play.network.traffic();
    CHECK(all.sent == 2);
    CHECK(all.delivered == 2);
    CHECK(all.bytes_sent == 10);
    CHECK(all.bytes_delivered == 10);
    CHECK(all.opened == 2);
    CHECK(all.dials == 2);
    CHECK(play.network.traffic(one).sent == 2);
    CHECK(play.network.traffic(one).delivered == 0);
    CHECK(play.network.traffic(one).opened == 2);
    CHECK(play.network.traffic(two).bytes_delivered == 5);
    CHECK(play.network.traffic(three).dials == 1);
    CHECK(play.network.neighbours(one) == std::vector{two, three});
    CHECK(play.network.hosts() == 3);
}

TEST_CASE("each message can be looked at, altered or lost on its way", "[sim]") {
    Playground play{6, calm};
    const auto [one, two] = play.add_pair();
    const auto three = play.add();
    play.dial(three, one);
    play.network.run_for(1s);
    std::vector<std::pair<HostId, std::string>> seen;
    play.network.on_message = [&seen, victim = two](Passing& passing) {
        seen.emplace_back(passing.to, std::string{sbc::as_text(passing.bytes)});
        if (sbc::as_text(passing.bytes) == "secret") passing.lost = true;
        if (passing.to == victim) passing.instead = sbc::to_bytes("altered");
    };
    play.network.type(one, "say hello");
    play.network.type(one, "say secret");
    play.network.run_for(1s);
    CHECK(seen == std::vector<std::pair<HostId, std::string>>{
                      {two, "hello"}, {three, "hello"}, {two, "secret"}, {three, "secret"}});
    CHECK(play.last(two).what == "heard altered");
    CHECK(play.last(three).what == "heard hello");  // the copies of a broadcast are independent
    CHECK(play.network.traffic().lost == 2);
}

TEST_CASE("the last lines that a node told are kept, and each can be listened to", "[sim]") {
    Playground play{7};
    const auto one = play.add();
    play.network.max_told = 3;
    int heard = 0;
    play.network.on_told = [&heard](HostId, const std::string&) { ++heard; };
    for (int line = 1; line <= 5; ++line) {
        play.network.type(one, "tell line " + std::to_string(line));
    }
    const auto& told = play.network.told(one);
    CHECK(std::vector<std::string>(told.begin(), told.end()) ==
          std::vector<std::string>{"line 3", "line 4", "line 5"});
    CHECK(heard == 5);
}
