#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "chain_app.hpp"
#include "p2p/core_node.hpp"
#include "p2p/edge_node.hpp"
#include "sim/dice.hpp"
#include "sim/network.hpp"

// Cores and edges with the chain, in the simulator. Hosts are named by the order of their coming.
class Village {
public:
    explicit Village(std::uint64_t seed, sbc::sim::Weather weather = {})
        : network{seed, weather}, dice{seed} {}

    std::size_t core(const std::vector<std::size_t>& neighbours,
                     std::optional<sbc::Duration> block_every = {}, stage::Chain chain = {}) {
        sbc::p2p::CoreSettings settings;
        settings.self = address_of(apps_.size());
        settings.want_cores = 0;  // only those that it is told of: the test draws the map
        settings.hello = hello(sbc::p2p::Role::Core, 5'000);
        for (const std::size_t other : neighbours) settings.seeds.push_back(address_of(other));
        return add<sbc::p2p::CoreNode>(settings, {"core", block_every}, std::move(chain), true);
    }
    std::size_t edge(const std::string& name, const std::vector<std::size_t>& cores) {
        sbc::p2p::EdgeSettings settings;
        settings.hello = hello(sbc::p2p::Role::Edge, 0);
        for (const std::size_t core : cores) settings.cores.push_back(address_of(core));
        return add<sbc::p2p::EdgeNode>(settings, {name}, {}, false);
    }

    void type(std::size_t host, const std::string& line) { network.type(id(host), line); }
    void run(std::chrono::seconds time) { network.run_for(time); }

    [[nodiscard]] const stage::ChainApp& app(std::size_t host) const { return *apps_[host]; }
    [[nodiscard]] std::uint64_t height(std::size_t host) const {
        return app(host).chain().height().value();
    }
    [[nodiscard]] stage::Hash tip(std::size_t host) const {
        return hash_of(app(host).chain().tip());
    }
    [[nodiscard]] std::size_t waiting(std::size_t host) const {
        return app(host).pool().waiting().size();
    }
    [[nodiscard]] bool told(std::size_t host, const std::string& words) const {
        const auto& lines = network.told(id(host));
        return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
            return line.find(words) != std::string::npos;
        });
    }
    // The transactions in this host's chain, and how many stand there a second time.
    [[nodiscard]] std::set<std::string> included(std::size_t host) const {
        std::set<std::string> all;
        for (const auto& block : app(host).chain().blocks()) {
            all.insert(block.transactions.begin(), block.transactions.end());
        }
        return all;
    }
    [[nodiscard]] std::size_t included_twice(std::size_t host) const {
        std::size_t count = 0;
        for (const auto& block : app(host).chain().blocks()) count += block.transactions.size();
        return count - included(host).size();
    }
    [[nodiscard]] static sbc::sim::HostId id(std::size_t host) {
        return sbc::sim::HostId{static_cast<std::uint32_t>(host)};
    }

    sbc::sim::Network network;
    sbc::sim::Dice dice;

private:
    template <class Node, class Settings>
    std::size_t add(const Settings& settings, stage::ChainSettings about, stage::Chain chain,
                    bool listens) {
        const std::size_t host = apps_.size();
        apps_.push_back(std::make_unique<stage::ChainApp>(std::move(about), std::move(chain)));
        const std::vector<sbc::p2p::Application*> applications{apps_.back().get()};
        network.add({.address = address_of(host), .listens = listens},
                    [=] { return std::make_unique<Node>(settings, applications); });
        return host;
    }
    sbc::p2p::Hello hello(sbc::p2p::Role role, std::uint16_t port) {
        return {
            .network = "village", .role = role, .port = port, .id = sbc::p2p::NodeId{dice.roll()}};
    }
    static sbc::net::Address address_of(std::size_t host) {
        return sbc::net::Address::from("10.0.0." + std::to_string(host + 1), 5'000).value();
    }

    std::vector<std::unique_ptr<stage::ChainApp>> apps_;  // longer-lived than the nodes
};
