#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "p2p/carried.hpp"
#include "p2p/hello.hpp"
#include "sim/dice.hpp"
#include "sim/network.hpp"

// Scenarios for nodes that carry an application: those of a chapter, or those of common/p2p. A Kit
// names them:
//
//     CoreNode, EdgeNode, CoreSettings, EdgeSettings     the nodes
//     Actions, Source, Moment                            what their applications are made of
//     App                                                the application, made from its author's
//     name;
//                                                        it posts at the command "post WORDS"
//     posts(const App&) -> vector<MessageId>             what it has
namespace town {

using sbc::net::Address;
using sbc::net::LinkId;
using sbc::p2p::MessageId;
using sbc::p2p::Role;
using sbc::sim::HostId;

// The application, and what its node does with it.
template <class Kit>
class Watched : public Kit::App {
public:
    using Kit::App::App;

    typename Kit::Actions published(MessageId id, const std::string& body,
                                    typename Kit::Source from,
                                    typename Kit::Moment moment) override {
        ++times_published[id];
        return Kit::App::published(id, body, from, moment);
    }
    typename Kit::Actions joined(LinkId neighbour, typename Kit::Moment moment) override {
        neighbours.insert(neighbour);
        return Kit::App::joined(neighbour, moment);
    }
    typename Kit::Actions left(LinkId neighbour) override {
        neighbours.erase(neighbour);
        return Kit::App::left(neighbour);
    }

    std::map<MessageId, int> times_published;  // each must be 1
    std::set<LinkId> neighbours;               // that have the application, too
};

template <class Kit>
struct Household {
    Watched<Kit> app;
};

// A node and its application, gone together in a crash.
template <class Kit, class Node>
struct Resident : Household<Kit>, Node {
    template <class Settings>
    Resident(const std::string& name, const Settings& settings)
        : Household<Kit>{Watched<Kit>{name}}, Node{settings, {&this->app}} {}
};

// Cores and edges in one simulated network.
template <class Kit>
class Town {
public:
    using Core = Resident<Kit, typename Kit::CoreNode>;
    using Edge = Resident<Kit, typename Kit::EdgeNode>;

    explicit Town(std::uint64_t seed, sbc::sim::Weather weather = {})
        : network{seed, weather}, dice{seed + 1} {
        network.max_told = 20;
    }

    static Address address_of(HostId host) {
        const std::uint32_t number = host.value();
        const std::string ip =
            "10.0." + std::to_string(number / 250) + "." + std::to_string(number % 250 + 1);
        return Address::from(ip, 5'000).value();
    }

    HostId add_core(const std::vector<HostId>& seeds, std::size_t want_cores) {
        typename Kit::CoreSettings settings;
        settings.hello = {.network = "town", .role = Role::Core, .port = 5'000};
        settings.self = address_of(next());
        for (const HostId seed : seeds) settings.seeds.push_back(address_of(seed));
        settings.want_cores = want_cores;
        settings.max_edges = max_edges;
        return add<Core>(true, settings, cores);
    }
    HostId add_edge(const std::vector<HostId>& at) {
        typename Kit::EdgeSettings settings;
        settings.hello = {.network = "town"};
        for (const HostId core : at) settings.cores.push_back(address_of(core));
        return add<Edge>(false, settings, edges);
    }
    // Some of the cores that are there, each at most once.
    std::vector<HostId> some_cores(std::size_t count) {
        std::set<HostId> some;
        while (some.size() < std::min(count, cores.size())) some.insert(dice.pick(cores));
        return {some.begin(), some.end()};
    }

    [[nodiscard]] std::vector<HostId> everybody() const {
        std::vector<HostId> all = cores;
        all.insert(all.end(), edges.begin(), edges.end());
        return all;
    }
    [[nodiscard]] Watched<Kit>& app(HostId host) {
        const bool core = cores_at_.contains(host);
        return core ? network.node<Core>(host).app : network.node<Edge>(host).app;
    }

    sbc::sim::Network network;
    sbc::sim::Dice dice;
    std::vector<HostId> cores;
    std::vector<HostId> edges;
    std::size_t max_edges = 100;  // of each core that is added from now on

private:
    [[nodiscard]] HostId next() const {
        return HostId{static_cast<std::uint32_t>(network.hosts())};
    }
    template <class Node, class Settings>
    HostId add(bool listens, Settings settings, std::vector<HostId>& list) {
        const std::string name = std::to_string(next().value());
        if (listens) cores_at_.insert(next());
        const auto make = [this, name, settings]() mutable {
            settings.hello.id = sbc::p2p::NodeId{dice.roll()};  // a new one for each life
            return std::make_unique<Node>(name, settings);
        };
        list.push_back(network.add({.address = address_of(next()), .listens = listens}, make));
        return list.back();
    }

    std::set<HostId> cores_at_;
};

}  // namespace town
