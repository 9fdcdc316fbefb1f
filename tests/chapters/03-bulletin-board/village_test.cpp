// Cores and edges together in the simulator, while all goes well.
#include "catch.hpp"

#include "sim/dice.hpp"
#include "village.hpp"

using namespace std::chrono_literals;
using namespace village;

namespace {

// Each connected with the one before; the last one also with the first.
void build_ring(Village& village, std::size_t size, const stage::CoreSettings& settings) {
    for (std::size_t i = 0; i < size; ++i) {
        std::vector<std::size_t> seeds;
        if (i > 0) seeds.push_back(i - 1);
        if (i + 1 == size) seeds.push_back(0);
        village.core(seeds, settings);
    }
    village.network.run_for(1min);
}
void build_graph(Village& village, std::size_t size, std::uint64_t seed) {
    sbc::sim::Dice dice{seed};
    stage::CoreSettings settings;
    settings.want_cores = 0;
    for (std::size_t i = 0; i < size; ++i) {
        std::vector<std::size_t> seeds;
        for (int tries = 0; tries < 3 && i > 0; ++tries) seeds.push_back(dice.below(i));
        village.core(seeds, settings);
    }
    village.network.run_for(1min);
}
stage::CoreSettings ring_settings(bool naive) {
    stage::CoreSettings settings;
    settings.want_cores = 0;
    settings.naive = naive;
    return settings;
}

}  // namespace

TEST_CASE("in a ring of four each core has each post once, and few copies travel", "[03]") {
    Village village{1};
    build_ring(village, 4, ring_settings(false));
    for (const HostId core : village.cores) CHECK(village.network.neighbours(core).size() == 2);
    std::vector<std::string> posts;
    for (std::size_t i = 0; i < 10; ++i) {
        posts.push_back("number " + std::to_string(i));
        village.network.type(village.cores[i % 4], "post " + posts.back());
        village.network.run_for(1s);
    }
    CHECK(village.all_have(posts, 1s));
    // The author sends two, each of the others passes it on once: five at most.
    CHECK(village.copies <= 5 * posts.size());
    CHECK(village.copies >= 3 * posts.size());
    const auto before = village.copies;
    village.network.run_for(10min);
    CHECK(village.copies == before);
    CHECK(village.network.traffic().penalties == 0);
}

TEST_CASE("in a ring of naive cores one post never comes to rest", "[03]") {
    Village village{1};
    build_ring(village, 4, ring_settings(true));
    village.network.type(village.cores[0], "post you are great");
    const auto ended = village.network.run_until([&] { return village.copies >= 2'000; },
                                                 {.time = 1h, .look = 1s});
    CHECK(ended == sbc::sim::Ended::Satisfied);
    CHECK(village.all_have({"you are great"}, 1s));  // the boards look at the ids
}

TEST_CASE("in a random graph of 30 cores every post reaches every core and edge once", "[03]") {
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        CAPTURE(seed);
        Village village{seed};
        build_graph(village, 30, seed);
        for (std::size_t i = 0; i < 10; ++i) village.edge("edge " + std::to_string(i), {3 * i});
        village.network.run_for(5s);
        std::size_t links = 0;
        for (const HostId core : village.cores) {
            links += village.network.neighbours(core).size();
        }
        village.copies = 0;
        village.network.type(village.edges[0], "post you are great");
        CHECK(village.all_have({"you are great"}, 5s));
        CHECK(village.copies <= links);  // over each link between cores at most once each way
        CHECK(village.told(village.edges[0], "delivered: ") == 0);
        CHECK(village.network.traffic().penalties == 0);
    }
}

TEST_CASE("what was posted at the same instant comes to all boards, in some order", "[03]") {
    Village village{7};
    build_graph(village, 12, 7);
    for (std::size_t i = 0; i < 12; ++i) village.edge("edge " + std::to_string(i), {i});
    village.network.run_for(5s);
    std::vector<std::string> posts;
    for (const HostId edge : village.edges) {
        for (const std::string words : {"the same words", "the same words", "and others"}) {
            village.network.type(edge, "post " + words);
            posts.push_back(words);
        }
    }
    CHECK(village.all_have(posts, 5s));
}

TEST_CASE("chat and board travel side by side; each edge shows a line once", "[03]") {
    Village village{5};
    build_graph(village, 5, 5);
    const HostId alice = village.edge("alice", {0});
    const HostId bob = village.edge("bob", {3});
    const HostId carol = village.edge("carol", {0});
    village.network.run_for(5s);
    village.network.type(alice, "hello");
    village.network.type(bob, "follow");
    village.network.type(alice, "post a note");
    village.network.run_for(5s);
    CHECK(village.told(bob, "alice: hello") == 1);
    CHECK(village.told(carol, "alice: hello") == 1);
    CHECK(village.told(alice, "alice: hello") == 0);
    CHECK(village.told(alice, "delivered: hello") == 1);
    CHECK(village.told(bob, "alice: a note") == 1);
    CHECK(village.told(carol, "alice: a note") == 0);
}

TEST_CASE("cores that dial each other in the same moment keep one connection", "[03]") {
    Village village{2, {.least_latency = 10ms, .most_latency = 10ms}};
    for (std::size_t i = 0; i < 5; ++i) village.core({0, 1, 2, 3, 4});
    village.network.run_for(1min);
    for (const HostId core : village.cores) {
        auto others = village.network.neighbours(core);
        std::sort(others.begin(), others.end());
        CHECK(others.size() == 4);
        CHECK(std::unique(others.begin(), others.end()) == others.end());
    }
}
