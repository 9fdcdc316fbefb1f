// From the genesis block to the tip, while the tip moves on; and one block's way through a network.
#include <random>

#include "sync_kit.hpp"

using namespace sync_kit;

TEST_CASE("a newcomer reaches a tip of 10,000 blocks while new ones arrive", "[node]") {
    Quarry quarry;
    const auto blocks = quarry.run(quarry.root(), 10'000);
    World world;
    world.set_wall(easy().begins + 24h * 30);
    std::vector<std::unique_ptr<SyncNode>> old;
    for (int i = 0; i < 4; ++i) {
        old.push_back(std::make_unique<SyncNode>());
        world.add(*old.back());
        old.back()->has(blocks);
    }
    for (std::size_t i = 0; i < 4; ++i) world.link(*old[i], *old[(i + 1) % 4]);
    SyncNode young;
    world.add(young);
    for (const auto& one : old) world.link(*one, young);
    const Place* tip = &quarry.last(blocks);
    int found = 0;
    const std::function<void()> mine = [&] {
        const Block next = quarry.on(*tip);
        tip = &quarry.place(hash_of(next.header));
        old[static_cast<std::size_t>(found++) % 4]->found(next);
        if (found < 30) world.after(1s, mine);
    };
    world.after(500ms, mine);
    const bool reached = world.run_until(
        [&] { return young.chain().height() > Height{10'000} && young.tip() == old[0]->tip(); },
        120s);
    CHECK(reached);
    CHECK(world.now() - beginning < 60s);
    REQUIRE(world.run_until([&] { return found == 30; }, 60s));
    world.run_for(2s);
    CHECK(young.tip() == old[0]->tip());
    CHECK(young.chain().height() == Height{10'030});
    CHECK(young.drops.empty());
    CHECK(young.most_ahead <= 4'300);
    for (const auto& one : old) CHECK(one->drops.empty());
    // Each block comes once, and what is asked for is bounded by what there is.
    CHECK(world.sent["block"] <= 10'030 + 4 * 30 + 10);
}

namespace {

// 1,000 nodes, each with eight neighbours, drawn.
struct Town {
    Town(std::size_t size, unsigned seed, sbc::Duration least, sbc::Duration most)
        : least_latency{least}, most_latency{most}, random{seed} {
        for (std::size_t i = 0; i < size; ++i) {
            nodes.push_back(std::make_unique<SyncNode>());
            world.add(*nodes.back());
        }
        world.latency = [this](LinkId a, LinkId b) { return latency_of(a, b); };
        for (std::size_t round = 0; round < 4; ++round) {
            std::vector<std::size_t> order(size);
            for (std::size_t i = 0; i < size; ++i) order[i] = i;
            std::shuffle(order.begin(), order.end(), random);
            for (std::size_t i = 0; i < size; ++i) {
                world.link(*nodes[order[i]], *nodes[order[(i + 1) % size]]);
            }
        }
    }
    // The same each time.
    sbc::Duration latency_of(LinkId a, LinkId b) {
        const auto [found, is_new] = latencies.try_emplace(std::minmax(a, b));
        if (is_new) found->second = least_latency + sbc::Duration{random() % spread()};
        return found->second;
    }
    // The time of the shortest path from here to everybody.
    std::vector<sbc::Duration> shortest(LinkId from) {
        std::vector<sbc::Duration> times(nodes.size(), sbc::Duration::max());
        std::set<std::pair<sbc::Duration, LinkId>> next{{0ms, from}};
        while (!next.empty()) {
            const auto [time, at] = *next.begin();
            next.erase(next.begin());
            if (times[at.value()] <= time) continue;
            times[at.value()] = time;
            for (const LinkId to : world.links_of(at)) {
                next.insert({time + latency_of(at, to), to});
            }
        }
        return times;
    }

    [[nodiscard]] std::uint64_t spread() const {
        return static_cast<std::uint64_t>((most_latency - least_latency).count()) + 1;
    }

    sbc::Duration least_latency;
    sbc::Duration most_latency;
    std::mt19937 random;
    std::map<std::pair<LinkId, LinkId>, sbc::Duration> latencies;
    World world;
    std::vector<std::unique_ptr<SyncNode>> nodes;
};

sbc::Duration percentile_99(std::vector<sbc::Duration> times) {
    std::sort(times.begin(), times.end());
    return times[times.size() * 99 / 100];
}

struct Spread {
    double delay;   // at the 99th percentile, over that of the shortest path
    double copies;  // of the body, for each node
};

Spread spread_blocks(sbc::Duration least, sbc::Duration most) {
    constexpr std::size_t size = 1'000;
    Town town{size, 7, least, most};
    Quarry quarry;
    town.world.run_for(1s);
    std::vector<sbc::Duration> delays;
    std::vector<sbc::Duration> shortest;
    const Place* tip = &quarry.root();
    for (std::size_t i = 0; i < 3; ++i) {
        const Block block = quarry.on(*tip);
        tip = &quarry.place(hash_of(block.header));
        SyncNode& miner = *town.nodes[i * 300];
        const Instant found = town.world.now();
        miner.found(block);
        town.world.run_for(3s);
        for (const auto& node : town.nodes) {
            REQUIRE(node->chain().tip().hash == tip->hash);
            if (node.get() == &miner) continue;
            delays.push_back(
                std::chrono::duration_cast<sbc::Duration>(node->arrivals.at(tip->hash) - found));
        }
        for (const auto time : town.shortest(miner.self)) {
            if (time > 0ms) shortest.push_back(time);
        }
    }
    return {static_cast<double>(percentile_99(delays).count()) /
                static_cast<double>(percentile_99(shortest).count()),
            static_cast<double>(town.world.sent["block"]) / (3.0 * (size - 1))};
}

}  // namespace

// The header goes ahead at the speed of the network; the body follows two latencies behind.
TEST_CASE("a block reaches 1,000 nodes in little more than the shortest time, in one copy each",
          "[node]") {
    const Spread spread = spread_blocks(50ms, 50ms);
    INFO("p99 delay " << spread.delay << ", copies " << spread.copies);
    CHECK(spread.copies <= 1.05);
    CHECK(spread.delay <= 1.5);
}

// Where links differ, the shortest path goes over quick ones, and two latencies weigh more.
TEST_CASE("where links are quick and slow a block needs less than twice the shortest time",
          "[node]") {
    const Spread spread = spread_blocks(10ms, 100ms);
    INFO("p99 delay " << spread.delay << ", copies " << spread.copies);
    CHECK(spread.copies <= 1.05);
    CHECK(spread.delay <= 2);
}
