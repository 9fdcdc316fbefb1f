// Cores and edges together in the simulator, when something is lost.
#include "catch.hpp"

#include "village.hpp"

using namespace std::chrono_literals;
using namespace village;

namespace {

// Five cores that find each other, and an edge at each.
struct Place : Village {
    explicit Place(std::uint64_t seed, sbc::sim::Weather weather = {}) : Village{seed, weather} {
        core({});
        for (std::size_t i = 1; i < 5; ++i) core({0, i - 1});
        network.run_for(30s);
        for (std::size_t i = 0; i < 5; ++i) edge("edge " + std::to_string(i), {i, (i + 1) % 5});
        network.run_for(10s);
    }
    void post(HostId host, const std::string& text) {
        network.type(host, "post " + text);
        posts.push_back(text);
    }
    bool everybody_has_all(sbc::Duration within = 5min) { return all_have(posts, within); }
    std::vector<std::string> posts;
};

}  // namespace

TEST_CASE("a newcomer catches up with what it has missed", "[03]") {
    Place place{1};
    for (int i = 0; i < 40; ++i) place.post(place.edges[2], "post " + std::to_string(i));
    REQUIRE(place.everybody_has_all(5s));
    SECTION("an edge, at once") {
        place.edge("late", {4});
        CHECK(place.everybody_has_all(2s));
    }
    SECTION("a core, at once") {
        place.core({2});
        CHECK(place.everybody_has_all(3s));
    }
    SECTION("a core and its edges, when it finds the others") {
        place.core({});  // nobody calls it
        const HostId lonely = place.edge("lonely", {5});
        place.network.run_for(10s);
        CHECK(place.texts(lonely).empty());
        place.core({4, 5});
        CHECK(place.everybody_has_all());
    }
}

TEST_CASE("a node that is restarted begins with an empty board and catches up", "[03]") {
    Place place{2};
    place.post(place.edges[0], "before");
    REQUIRE(place.everybody_has_all(5s));
    const HostId node = GENERATE(0, 1) == 0 ? place.cores[3] : place.edges[3];
    place.network.crash(node);
    place.network.run_for(30s);
    place.network.type(place.edges[1], "post meanwhile");
    place.posts.emplace_back("meanwhile");
    place.network.run_for(5s);
    place.network.restart(node);
    CHECK(place.everybody_has_all());
}

TEST_CASE("the last core that is left has everything, and gives it to those that come back",
          "[03]") {
    Place place{3};
    place.post(place.edges[0], "before");
    REQUIRE(place.everybody_has_all(5s));
    for (std::size_t i = 0; i < 4; ++i) {
        place.network.crash(place.cores[i]);
        place.network.run_for(20s);
    }
    place.post(place.edges[4], "alone");
    place.network.run_for(20s);
    for (std::size_t i = 0; i < 4; ++i) place.network.restart(place.cores[i]);
    CHECK(place.everybody_has_all());
}

TEST_CASE("where one message in twenty is lost, boards compare until they agree", "[03]") {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        CAPTURE(seed);
        Place place{seed};
        place.network.weather.loss = 0.05;
        for (int i = 0; i < 50; ++i) {
            place.post(place.edges[static_cast<std::size_t>(i) % 5], "post " + std::to_string(i));
            place.network.run_for(200ms);
        }
        CHECK(place.everybody_has_all());
    }
}

TEST_CASE("messages that come twice, late or out of order change nothing", "[03]") {
    Place place{4};
    place.network.weather = {
        .least_latency = 1ms, .most_latency = 400ms, .duplication = 0.3, .reorders = true};
    for (int i = 0; i < 50; ++i) {
        place.post(place.edges[static_cast<std::size_t>(i) % 5], "post " + std::to_string(i));
        place.network.run_for(50ms);
    }
    CHECK(place.everybody_has_all());
}

TEST_CASE("two halves that are apart go on, and agree when they meet again", "[03]") {
    Place place{5};
    place.network.partition({{place.cores[0], place.cores[1], place.edges[0], place.edges[1]}});
    const sbc::Duration apart = GENERATE(sbc::Duration{3'000}, sbc::Duration{120'000});
    CAPTURE(apart.count());
    for (int i = 0; i < 10; ++i) {
        place.post(place.edges[0], "here " + std::to_string(i));
        place.post(place.edges[2], "there " + std::to_string(i));
        place.network.run_for(apart / 10);
    }
    CHECK(place.texts(place.cores[1]).size() == 10);
    CHECK(place.texts(place.cores[4]).size() == 10);
    place.network.heal();
    CHECK(place.everybody_has_all(3min));
}

TEST_CASE("a line that is sent again after a failover arrives once", "[03]") {
    Place place{6};
    const HostId alice = place.edges[0];
    // Her core passes it on and is gone before its word reaches her.
    bool passed = false;
    place.on_spread = [&](const sbc::sim::Passing& passing) {
        passed = passed || passing.from == place.cores[0];
    };
    place.network.weather = {.least_latency = 20ms, .most_latency = 20ms};
    place.network.type(alice, "hello");
    CHECK(place.network.run_until([&] { return passed; }, {.time = 1s, .look = 1ms}) ==
          sbc::sim::Ended::Satisfied);
    place.network.partition({{alice}});
    place.network.run_for(100ms);  // the copies reach the others, the Ack is late
    place.network.crash(place.cores[0]);
    CHECK(place.told(alice, "delivered: hello") == 0);
    place.network.heal();
    place.network.run_for(2min);
    CHECK(place.told(alice, "delivered: hello") == 1);
    for (std::size_t i = 1; i < 5; ++i) CHECK(place.told(place.edges[i], "edge 0: hello") == 1);
}

TEST_CASE("a clock that is far ahead keeps its posts to itself until their time", "[03]") {
    Place place{7};
    const HostId early = place.edge("early", {1}, 700s);
    place.network.run_for(5s);
    place.network.type(early, "post from tomorrow");
    place.network.run_for(10s);
    CHECK(place.texts(early).size() == 1);
    CHECK(place.texts(place.cores[1]).empty());
    place.posts.emplace_back("from tomorrow");
    CHECK(place.everybody_has_all(5min));  // by then it is not so far ahead
}

TEST_CASE("a frozen core is left, and its edge is read by all again", "[03]") {
    Place place{8};
    place.network.freeze(place.cores[2]);
    place.network.run_for(1min);
    place.network.type(place.edges[2], "I have moved");
    place.network.run_for(5s);
    CHECK(place.told(place.edges[0], "edge 2: I have moved") == 1);
    place.network.thaw(place.cores[2]);
    place.post(place.edges[2], "all together");
    CHECK(place.everybody_has_all());
}
