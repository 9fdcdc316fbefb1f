// How blocks spread in a village: in how many copies, and how quickly.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "village.hpp"

namespace homes {

struct Spread {
    double degree = 0;  // links of a node
    double copies = 0;  // of a body, for each node that has not mined it
    // In latencies of a link, on the average; by how many links they are away from the miner.
    std::vector<double> delays;
    std::vector<double> ways;

    [[nodiscard]] static double p99(std::vector<double> values) {
        std::sort(values.begin(), values.end());
        return values.at(values.size() * 99 / 100);
    }
    // 1: the shortest way, without any question on it.
    [[nodiscard]] double against_shortest() const { return p99(delays) / p99(ways); }
};

// Each calls four others, and about as many call it.
inline void settle(Village& village, std::size_t nodes) {
    using namespace std::chrono_literals;
    while (village.nodes.size() < nodes) {
        village.add(village.some(4), 0, 4);
        if (village.nodes.size() % 10 == 0) village.network.run_for(20ms);
    }
    village.network.run_for(2min);
}

// By how many links each node is away from this one.
inline std::map<HostId, std::size_t> links_from(Village& village, HostId start) {
    std::map<HostId, std::size_t> away{{start, 0}};
    std::deque<HostId> next{start};
    while (!next.empty()) {
        const HostId at = next.front();
        next.pop_front();
        for (const HostId neighbour : village.network.neighbours(at)) {
            if (away.try_emplace(neighbour, away.at(at) + 1).second) next.push_back(neighbour);
        }
    }
    return away;
}

// This one mines until it has found a block of this height.
inline void find_block(Village& village, HostId miner, std::uint64_t height) {
    using namespace std::chrono_literals;
    village.power[miner.value()] = 1;
    village.network.type(miner, "tip");  // it looks up
    const auto found = [&] { return village.tip(miner).height.value() >= height; };
    const auto ended = village.network.run_until(found, {.time = 1min, .look = 1ms});
    if (ended != sim::Ended::Satisfied) throw std::runtime_error{"no block was found"};
    village.power[miner.value()] = 0;
    village.network.type(miner, "tip");
}

// So many blocks, one after the other, each found by somebody else; `latency` is that of a link, on
// the average. Throws if one does not come to everybody.
inline Spread spread_blocks(Village& village, std::size_t blocks, Duration latency) {
    using namespace std::chrono_literals;
    const std::size_t nodes = village.nodes.size();
    Spread spread;
    std::size_t links = 0;
    std::size_t bodies = 0;
    for (const HostId host : village.nodes) links += village.network.neighbours(host).size();
    village.network.on_message = [&](sim::Passing& passing) {
        const auto text = as_text(passing.bytes);
        if (text.find(R"("kind":"block")") != std::string_view::npos) ++bodies;
    };
    for (std::uint64_t height = 1; height <= blocks; ++height) {
        const HostId miner = village.dice.pick(village.nodes);
        const auto away = links_from(village, miner);
        find_block(village, miner, height);
        const auto begun = village.network.now();
        std::map<HostId, Instant> reached{{miner, begun}};
        for (int step = 0; step < 4'000 && reached.size() < nodes; ++step) {
            village.network.run_for(5ms);
            for (const HostId host : village.nodes) {
                if (village.tip(host).height.value() >= height) {
                    reached.try_emplace(host, village.network.now());
                }
            }
        }
        if (away.size() != nodes || reached.size() != nodes) {
            throw std::runtime_error{"a block has not come to everybody"};
        }
        for (const auto& [host, when] : reached) {
            if (host == miner) continue;
            spread.ways.push_back(static_cast<double>(away.at(host)));
            spread.delays.push_back(std::chrono::duration<double>(when - begun) /
                                    std::chrono::duration<double>(latency));
        }
        village.network.run_for(1s);
    }
    village.network.on_message = {};
    spread.degree = static_cast<double>(links) / static_cast<double>(nodes);
    spread.copies = static_cast<double>(bodies) / static_cast<double>(blocks * (nodes - 1));
    return spread;
}

}  // namespace homes
