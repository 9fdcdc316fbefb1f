#pragma once

#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "lab/mining.hpp"
#include "lab/mining_node.hpp"
#include "p2p/core_node.hpp"
#include "p2p/edge_node.hpp"
#include "sim/dice.hpp"
#include "sim/network.hpp"

namespace lab {

using sbc::sim::HostId;

// Cores that mine and edges that pay, in the simulator.
class Village {
public:
    using Core = MiningNode<sbc::p2p::CoreNode>;
    using Edge = MiningNode<sbc::p2p::EdgeNode>;

    explicit Village(std::uint64_t seed, sbc::sim::Weather weather = {})
        : network{seed, weather}, dice{seed + 1} {
        network.max_told = 20;
    }

    // The course's parameters, but for a target that is nearly free.
    static stage::Network rules() { return {.name = "village", .easiest = nearly_free}; }
    // So many hashes per second, of all together, find a block in about the wanted time.
    static constexpr double enough_power = 0.4;

    // #region people
    // It calls these, and as many others as it wants beside them.
    HostId core(const std::vector<HostId>& seeds, double its_power, std::size_t want_cores = 0) {
        sbc::p2p::CoreSettings settings;
        settings.hello = {.network = "village", .role = sbc::p2p::Role::Core, .port = 5'000};
        settings.self = address_of(next());
        for (const HostId seed : seeds) settings.seeds.push_back(address_of(seed));
        settings.want_cores = want_cores;
        const stage::ChainSettings about{.name = "core " + std::to_string(next().value() + 1),
                                         .network = rules(),
                                         .block_every = sbc::Duration{0},
                                         .empty_blocks = true};
        cores.push_back(next());
        return add<Core>(true, settings, about, its_power);
    }
    HostId edge(const std::string& name, const std::vector<HostId>& at) {
        sbc::p2p::EdgeSettings settings;
        settings.hello = {.network = "village"};
        for (const HostId core : at) settings.cores.push_back(address_of(core));
        edges.push_back(next());
        return add<Edge>(false, settings, {.name = name, .network = rules()}, 0);
    }
    [[nodiscard]] std::vector<HostId> everybody() const {
        std::vector<HostId> all = cores;
        all.insert(all.end(), edges.begin(), edges.end());
        return all;
    }
    // Some of the cores, each at most once.
    std::vector<HostId> some_cores(std::size_t count) {
        std::set<HostId> some;
        while (some.size() < std::min(count, cores.size())) some.insert(dice.pick(cores));
        return {some.begin(), some.end()};
    }
    // #endregion people

    // #region looking
    static sbc::net::Address address_of(HostId host) {
        const std::uint32_t number = host.value();
        const std::string ip =
            "10.0." + std::to_string(number / 250) + "." + std::to_string(number % 250 + 1);
        return sbc::net::Address::from(ip, 5'000).value();
    }
    // The host that is added next.
    [[nodiscard]] HostId next() const {
        return HostId{static_cast<std::uint32_t>(network.hosts())};
    }
    [[nodiscard]] const stage::ChainApp& app(HostId host) {
        return listens_.at(host.value()) ? network.node<Core>(host).app()
                                         : network.node<Edge>(host).app();
    }
    [[nodiscard]] const stage::Place& tip(HostId host) { return app(host).chain().tip(); }
    // Whether all of these that are up have the same last block.
    [[nodiscard]] bool agree(const std::vector<HostId>& hosts) {
        std::set<stage::Hash> tips;
        for (const HostId host : hosts) {
            if (network.up(host)) tips.insert(tip(host).hash);
        }
        return tips.size() <= 1;
    }
    // The transactions in a host's history, each as often as it stands there.
    [[nodiscard]] std::multiset<std::string> included(HostId host) {
        std::multiset<std::string> all;
        const stage::Chain& chain = app(host).chain();
        for (stage::Height at{1}; at <= chain.height(); at = above(at)) {
            const auto& held = chain.at(at).block.transactions;
            all.insert(held.begin(), held.end());
        }
        return all;
    }
    // #endregion looking

    sbc::sim::Network network;
    sbc::sim::Dice dice;
    std::deque<double> power;  // of each host
    std::vector<HostId> cores;
    std::vector<HostId> edges;

    // #region add
private:
    template <class Node, class Settings>
    HostId add(bool listens, Settings settings, stage::ChainSettings about, double its_power) {
        power.push_back(its_power);
        listens_.push_back(listens);
        const MinerSettings miner{std::move(about), &power.back()};
        return network.add({.address = address_of(next()), .listens = listens},
                           [this, settings, miner]() mutable {
                               settings.hello.id = sbc::p2p::NodeId{dice.roll()};  // a new life
                               return std::make_unique<Node>(settings, miner, dice.roll());
                           });
    }

    std::vector<bool> listens_;  // of each host: it is a core
    // #endregion add
};

}  // namespace lab
