// Full nodes in a simulated network, and people who pay each other.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "attackers.hpp"
#include "chain/memory_store.hpp"
#include "household.hpp"
#include "sim/network.hpp"

namespace homes {

using sim::HostId;

class Village {
public:
    explicit Village(std::uint64_t seed, sim::Weather weather = {})
        : network{seed, weather}, dice{seed + 1} {
        network.max_told = 50;
    }
    static net::Address address_of(HostId host) {
        const std::uint32_t number = host.value();
        const std::string ip =
            "10.0." + std::to_string(number / 250) + "." + std::to_string(number % 250 + 1);
        return net::Address::from(ip, 5'000).value();
    }
    [[nodiscard]] HostId next() const {
        return HostId{static_cast<std::uint32_t>(network.hosts())};
    }

    // It calls these, and as many others as it wants beside them. A restart finds its disk again.
    HostId add(const std::vector<HostId>& seeds, double its_power, std::size_t want_cores = 0) {
        return add(seeds, its_power, want_cores, std::make_unique<chain::MemoryStore>());
    }
    HostId add(const std::vector<HostId>& seeds, double its_power, std::size_t want_cores,
               std::unique_ptr<chain::BlockStore> disk) {
        disks.push_back(std::move(disk));
        power.push_back(its_power);
        HouseholdSettings settings = basics;
        settings.disk = disks.back().get();
        settings.power = &power.back();
        settings.checker = &checker;
        settings.ranking = true;
        settings.core = core_settings(seeds, want_cores);
        const std::string name = "host " + std::to_string(next().value());
        settings.node.miner = node::Miner{key_of(name).public_key(), {}};
        nodes.push_back(next());
        return network.add({.address = address_of(next()), .listens = true},
                           [this, settings]() mutable {
                               settings.core.hello.id = p2p::NodeId{dice.roll()};  // a new life
                               settings.seed = dice.roll();
                               return std::make_unique<Household>(settings);
                           });
    }
    // Somebody who does not keep the rules, and calls these.
    HostId add(const std::vector<HostId>& victims, Malice malice) {
        auto settings = core_settings(victims, 2);
        attackers.push_back(next());
        return network.add(
            {.address = address_of(next()), .listens = true}, [this, settings, malice]() mutable {
                settings.hello.id = p2p::NodeId{dice.roll()};
                return std::make_unique<Attacker>(basics.network, settings, malice, dice.roll());
            });
    }
    [[nodiscard]] p2p::CoreSettings core_settings(const std::vector<HostId>& seeds,
                                                  std::size_t want_cores) const {
        p2p::CoreSettings settings;
        settings.hello = {.network = "village", .role = p2p::Role::Core, .port = 5'000};
        settings.self = address_of(next());
        for (const HostId seed : seeds) settings.seeds.push_back(address_of(seed));
        settings.want_cores = want_cores;
        return settings;
    }
    // Some of the nodes, each at most once.
    std::vector<HostId> some(std::size_t count) {
        std::set<HostId> chosen;
        while (chosen.size() < std::min(count, nodes.size())) chosen.insert(dice.pick(nodes));
        return {chosen.begin(), chosen.end()};
    }

    [[nodiscard]] Household& home(HostId host) { return network.node<Household>(host); }
    [[nodiscard]] const chain::Place& tip(HostId host) { return home(host).chain().tip(); }
    // Whether all that are up have the same last block.
    [[nodiscard]] bool agree() {
        std::set<chain::Hash> tips;
        for (const HostId host : nodes) {
            if (network.up(host)) tips.insert(tip(host).hash);
        }
        return tips.size() <= 1;
    }
    [[nodiscard]] std::uint64_t lowest() {
        std::uint64_t height = UINT64_MAX;
        for (const HostId host : nodes) {
            if (network.up(host)) height = std::min(height, tip(host).height.value());
        }
        return height;
    }
    // The points of all, as this node counts them.
    [[nodiscard]] std::uint64_t points(HostId host) {
        std::uint64_t sum = 0;
        home(host).ledger().coins().each(
            [&](const auto&, const ledger::Coin& coin) { sum += coin.output.amount.value(); });
        return sum;
    }

    sim::Network network;
    sim::Dice dice;
    HouseholdSettings basics;  // of those that are added from now on
    std::deque<double> power;  // of each node
    std::deque<std::unique_ptr<chain::BlockStore>> disks;
    std::vector<HostId> nodes;
    std::vector<HostId> attackers;

private:
    ledger::InlineChecker inline_checker_;

public:
    // One for all: whoever has seen a signature hold spares the others the work.
    ledger::RememberingChecker checker{inline_checker_, any_seed, 1'000'000};
};

// Who has points pays others, with coins that some node's ledger shows: as a wallet would.
class People {
public:
    explicit People(Village& village) : village_{village} {}

    // Somebody whom this node has paid for mining pays somebody else; false, if he has nothing that
    // is old enough, or has spent it all.
    bool pay(HostId at) {
        Household& home = village_.home(at);
        const auto height = home.chain().height().value();
        std::vector<std::pair<ledger::Outpoint, ledger::Coin>> mine;
        const auto& rules = home.ledger().rules();
        home.ledger().coins().each([&](const auto& outpoint, const ledger::Coin& coin) {
            const bool old = !coin.mined || height + 1 >= coin.height.value() + rules.maturity;
            if (old && coin.output.amount.value() > 2 && !spent_.contains(outpoint)) {
                mine.emplace_back(outpoint, coin);
            }
        });
        std::sort(mine.begin(), mine.end(),
                  [](const auto& a, const auto& b) { return a.first < b.first; });
        while (!mine.empty()) {
            const auto [outpoint, coin] = mine[village_.dice.below(mine.size())];
            const auto* owner = owner_of(coin.output.to);
            if (owner == nullptr) return false;
            submit(at, outpoint, coin, *owner);
            return true;
        }
        return false;
    }
    [[nodiscard]] const std::map<ledger::Hash, std::string>& paid() const { return paid_; }

private:
    void submit(HostId at, const ledger::Outpoint& outpoint, const ledger::Coin& coin,
                const crypto::SigningKey& owner) {
        const std::uint64_t fee = 1 + village_.dice.below(2);
        const std::uint64_t all = coin.output.amount.value() - fee;
        const std::uint64_t given = 1 + village_.dice.below(all);
        const HostId to = village_.dice.pick(village_.nodes);
        ledger::Transaction payment;
        payment.inputs = {{outpoint, {}}};
        payment.outputs = {{key(to).public_key(), ledger::Amount{given}}};
        if (all > given)
            payment.outputs.push_back({owner.public_key(), ledger::Amount{all - given}});
        payment.note = ledger::Note{"memo", "number " + std::to_string(paid_.size())};
        const auto network = village_.home(at).ledger().rules().network;
        payment.inputs[0].signature =
            owner.sign(ledger::signed_bytes(network, ledger::encode_unsigned(payment)));
        const std::string text = ledger::encode(payment);
        const std::size_t before = village_.home(at).accepted();
        village_.network.type(at, "submit " + text);
        if (village_.home(at).accepted() == before) return;
        spent_.insert(outpoint);
        paid_.emplace(ledger::check_transaction(text)->id(), text);
    }
    const crypto::SigningKey& key(HostId host) {
        const auto found = keys_.find(host);
        if (found != keys_.end()) return found->second;
        return keys_.emplace(host, key_of("host " + std::to_string(host.value()))).first->second;
    }
    const crypto::SigningKey* owner_of(const crypto::PublicKey& address) {
        for (const HostId host : village_.nodes) {
            if (key(host).public_key() == address) return &key(host);
        }
        return nullptr;
    }

    Village& village_;
    std::map<HostId, crypto::SigningKey> keys_;
    std::set<ledger::Outpoint> spent_;
    std::map<ledger::Hash, std::string> paid_;
};

}  // namespace homes
