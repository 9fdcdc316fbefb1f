#pragma once

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "town.hpp"

namespace town {

using namespace std::chrono_literals;

// From which seed on, with how many, and how large the networks are: ./course test sets it all. In
// a plain run of the tests, which is repeated with every compiler and sanitizer, it is little.
inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Runs a scenario, which returns what went wrong, for each seed; the first failure in words.
template <class Scenario>
std::string for_each_seed(Scenario scenario) {
    const std::uint64_t first = from_environment("SBC_SEED", 1);
    const std::uint64_t count = from_environment("SBC_SIM_SEEDS", 1);
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const std::string wrong = scenario(seed);
        if (wrong.empty()) continue;
        return wrong + "\nagain: SBC_SEED=" + std::to_string(seed) + " SBC_SIM_SEEDS=1";
    }
    return {};
}

// Who does not have exactly these posts, or was told of one twice.
template <class Kit>
std::string wrong_posts(Town<Kit>& town, std::size_t count) {
    std::ostringstream wrong;
    std::set<MessageId> all;
    for (const HostId host : town.everybody()) {
        const auto posts = Kit::posts(town.app(host));
        const std::set<MessageId> ids{posts.begin(), posts.end()};
        all.insert(ids.begin(), ids.end());
        if (posts.size() != count || ids.size() != count) {
            wrong << "host " << host.value() << " has " << posts.size() << " posts, " << ids.size()
                  << " different ones, of " << count << '\n';
        }
        for (const auto& [id, times] : town.app(host).times_published) {
            if (times == 1) continue;
            wrong << "host " << host.value() << " was given " << id.value() << ' ' << times
                  << " times\n";
        }
    }
    if (all.size() != count) wrong << all.size() << " posts are about, of " << count << '\n';
    return wrong.str();
}

// A random graph of cores: each calls three that were there before it, and is called by about as
// many. Some edges hang on them.
template <class Kit>
void settle_in(Town<Kit>& town, std::size_t cores, std::size_t edges) {
    for (std::size_t count = 0; count < cores; ++count) {
        town.add_core(town.some_cores(3), 4);
        town.network.run_for(20ms);
    }
    for (std::size_t count = 0; count < edges; ++count) town.add_edge(town.some_cores(3));
    town.network.run_for(30s);
}

// People post while messages are lost, the network falls apart and heals, and cores crash. In the
// end everybody has every post once.
template <class Kit>
std::string posts_in_a_storm(std::uint64_t seed) {
    constexpr int half = 10;
    Town<Kit> town{seed, {.least_latency = 10ms, .most_latency = 120ms, .loss = 0.05}};
    const std::size_t cores = from_environment("SBC_SIM_CORES", 30);
    settle_in(town, cores, cores / 5);
    std::vector<HostId> everybody = town.everybody();
    const auto post = [&](int number) {
        town.network.type(town.dice.pick(everybody), "post number " + std::to_string(number));
        town.network.run_for(2s);
    };
    for (int number = 0; number < half; ++number) post(number);

    town.dice.shuffle(everybody);
    const auto middle = everybody.begin() + static_cast<std::ptrdiff_t>(everybody.size() / 2);
    town.network.partition({{everybody.begin(), middle}});
    for (int number = half; number < 2 * half; ++number) post(number);
    town.network.run_for(1min);
    const std::vector<HostId> unlucky = town.some_cores(5);
    for (const HostId host : unlucky) town.network.crash(host);
    town.network.run_for(5s);
    for (const HostId host : unlucky) town.network.restart(host);
    town.network.heal();

    const auto done = [&] { return wrong_posts(town, 2 * half).empty(); };
    const auto ended = town.network.run_until(done, {.time = 15min, .look = 1s});
    if (ended == sbc::sim::Ended::TooManyEvents) return "the nodes do not come to rest";
    town.network.run_for(1min);
    return wrong_posts(town, 2 * half);
}

// The edges that hang on no core that knows them.
template <class Kit>
std::size_t homeless(Town<Kit>& town) {
    std::size_t count = 0;
    for (const HostId edge : town.edges) {
        const bool home =
            town.network.neighbours(edge).size() == 1 && town.app(edge).neighbours.size() == 1;
        if (!home) ++count;
    }
    return count;
}

// A tenth of the nodes are cores, each with room for so many edges; all others are edges, nine for
// each core. Everybody finds a place, and another one when cores crash.
template <class Kit>
std::string everybody_joins(std::uint64_t seed, std::size_t room) {
    Town<Kit> town{seed, {}};
    const std::size_t nodes = from_environment("SBC_SIM_NODES", 300);
    town.max_edges = room;
    for (std::size_t count = 0; count < nodes / 10; ++count) town.add_core(town.some_cores(3), 4);
    while (town.network.hosts() < nodes) town.add_edge(town.some_cores(3));
    const auto home = [&] { return homeless(town) == 0; };
    if (town.network.run_until(home, {.time = 5min, .look = 1s}) != sbc::sim::Ended::Satisfied) {
        return std::to_string(homeless(town)) + " edges found no core";
    }
    const std::vector<HostId> unlucky = town.some_cores(nodes / 100);
    const auto hung_there = std::count_if(town.edges.begin(), town.edges.end(), [&](HostId edge) {
        const auto at = town.network.neighbours(edge).front();
        return std::find(unlucky.begin(), unlucky.end(), at) != unlucky.end();
    });
    for (const HostId host : unlucky) town.network.crash(host);
    town.network.run_for(town.network.weather.most_latency);
    if (homeless(town) != static_cast<std::size_t>(hung_there)) {
        return "not exactly the edges of the cores that crashed have lost their core";
    }
    if (town.network.run_until(home, {.time = 5min, .look = 1s}) != sbc::sim::Ended::Satisfied) {
        return std::to_string(homeless(town)) + " edges found no other core";
    }
    for (const HostId core : town.cores) {
        if (town.network.up(core) && town.network.neighbours(core).empty()) {
            return "core " + std::to_string(core.value()) + " is alone";
        }
    }
    return {};
}

}  // namespace town
