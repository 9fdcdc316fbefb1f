#include <algorithm>

#include "catch.hpp"
#include "toy.hpp"

using namespace std::chrono_literals;
using toy::Playground;

namespace {

// Says "0", "1", … one after the other at the same instant, and lets them arrive.
std::vector<toy::Entry> heard_of(Playground& play, int messages) {
    const auto [one, two] = play.add_pair();
    for (int number = 0; number < messages; ++number) {
        play.network.type(one, "say " + std::to_string(number));
    }
    play.network.run_for(10s);
    std::vector<toy::Entry> heard;
    for (const auto& entry : play.diary(two)) {
        if (entry.what.starts_with("heard ")) heard.push_back(entry);
    }
    return heard;
}

std::vector<int> numbers(const std::vector<toy::Entry>& heard) {
    std::vector<int> said;
    said.reserve(heard.size());
    for (const auto& entry : heard) said.push_back(std::stoi(entry.what.substr(6)));
    return said;
}

}  // namespace

TEST_CASE("a message takes between the least and the most latency", "[sim]") {
    Playground play{1, {.least_latency = 20ms, .most_latency = 80ms}};
    const auto [one, two] = play.add_pair();
    sbc::Duration least = 1h;
    sbc::Duration most{0};
    for (int message = 0; message < 1'000; ++message) {
        const auto sent = play.network.now();
        play.network.type(one, "say hello");
        play.network.run_for(100ms);
        REQUIRE(play.last(two).what == "heard hello");
        const auto took = std::chrono::ceil<sbc::Duration>(play.last(two).at - sent);
        least = std::min(least, took);
        most = std::max(most, took);
    }
    CHECK(least >= 20ms);
    CHECK(least < 23ms);
    CHECK(most <= 80ms);
    CHECK(most > 77ms);
}

TEST_CASE("messages of a link stay in order, as on TCP", "[sim]") {
    Playground play{2, {.least_latency = 1ms, .most_latency = 500ms}};
    const auto said = numbers(heard_of(play, 500));
    CHECK(said.size() == 500);
    CHECK(std::is_sorted(said.begin(), said.end()));
}

TEST_CASE("where the weather reorders, messages overtake each other and none is lost", "[sim]") {
    Playground play{2, {.least_latency = 1ms, .most_latency = 500ms, .reorders = true}};
    auto said = numbers(heard_of(play, 500));
    CHECK(said.size() == 500);
    CHECK_FALSE(std::is_sorted(said.begin(), said.end()));
    std::sort(said.begin(), said.end());
    CHECK(std::unique(said.begin(), said.end()) == said.end());
}

TEST_CASE("the weather loses as many messages as it says", "[sim]") {
    Playground play{3, {.loss = 0.05}};
    const auto said = heard_of(play, 20'000);
    CHECK(std::abs(static_cast<int>(said.size()) - 19'000) < 200);
    CHECK(play.network.traffic().lost == 20'000 - said.size());
}

TEST_CASE("the weather delivers as many messages twice as it says", "[sim]") {
    Playground play{4, {.duplication = 0.1}};
    const auto said = numbers(heard_of(play, 20'000));
    CHECK(std::abs(static_cast<int>(said.size()) - 22'000) < 300);
    CHECK(std::is_sorted(said.begin(), said.end()));
    CHECK(play.network.traffic().doubled == said.size() - 20'000);
    CHECK(play.network.traffic().delivered == said.size());
}

TEST_CASE("a copy arrives after its original, in its own time", "[sim]") {
    Playground play{5, {.duplication = 1}};
    const auto heard = heard_of(play, 1);
    REQUIRE(heard.size() == 2);
    CHECK(heard[0].at < heard[1].at);
}

TEST_CASE("the weather may change while the network runs", "[sim]") {
    Playground play{6};
    const auto [one, two] = play.add_pair();
    play.network.weather.loss = 1;
    play.network.type(one, "say lost");
    play.network.weather = {.least_latency = 2s, .most_latency = 2s};
    const auto sent = play.network.now();
    play.network.type(one, "say late");
    play.network.run_for(10s);
    CHECK(play.count(two, "heard lost") == 0);
    CHECK(play.last(two).what == "heard late");
    CHECK(play.last(two).at == sent + 2s);
}
