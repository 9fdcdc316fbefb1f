// A full node of common/node with all that it stands on, but sockets, threads and a disk: for
// simulations and benches.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "chain/chain.hpp"
#include "ledger/kept_ledger.hpp"
#include "ledger/remembering_checker.hpp"
#include "miner/search.hpp"
#include "node/full_node.hpp"
#include "p2p/core_node.hpp"
#include "ranking/chain_ranking.hpp"
#include "sim/dice.hpp"

namespace homes {

using namespace sbc;
using p2p::Actions;
using p2p::Moment;

// A target that every second hash meets. The work is done for real all the same.
constexpr chain::Bits nearly_free{0x207fffff};
inline chain::Network easy_network() { return {.name = "village", .easiest = nearly_free}; }
inline ledger::Rules rules_of(const chain::Network& network) {
    return {.network = hash_of(chain::genesis(network).header)};
}
constexpr ledger::HashSeed any_seed{1, 2};

inline crypto::SigningKey key_of(const std::string& name) {
    return crypto::SigningKey{
        crypto::SigningKey::Seed{crypto::hash256(as_bytes("key of " + name)).bytes}};
}

struct HouseholdSettings {
    chain::Network network = easy_network();
    p2p::CoreSettings core{};
    node::FullNodeSettings node{};
    chain::BlockStore* disk = nullptr;            // lives longer
    ledger::SignatureChecker* checker = nullptr;  // the same for all in a process: lives longer
    const double* power = nullptr;                // hashes per second; nothing: it does not mine
    std::uint64_t seed = 0;
    bool ranking = false;  // it also finds out who has been given how much
    // Other applications, which stand in the place of the node's own: a class's gate, say.
    using InPlace = std::function<std::vector<p2p::Application*>(
        node::FullNode&, const chain::Chain&, const ledger::Ledger&)>;
    InPlace in_place_of_node{};
    std::function<void(p2p::CoreNode&)> after_each{};  // as a driver's
};

// To the simulator and to a driver it is a node. How long it takes to find a block is drawn, the
// nonce is then looked for in truth. Its line "submit TEXT" hands a payment in.
class Household {
public:
    explicit Household(const HouseholdSettings& settings)
        : ledger_{rules_of(settings.network), any_seed, *settings.checker},
          chain_{settings.network, ledger_, *settings.disk},
          node_{(restore(),
                 node::FullNode::Parts{chain_, ledger_.ledger(), *settings.disk, any_seed}),
                settings.node},
          ranking_{chain_, *settings.disk},
          core_{settings.core, applications(settings)},
          after_each_{settings.after_each},
          power_{settings.power},
          dice_{settings.seed} {
        if (const auto restored = node_.restore(Instant{}); !restored) {
            throw std::runtime_error{restored.error().text};
        }
    }

    [[nodiscard]] const node::FullNode& node() const { return node_; }
    [[nodiscard]] const chain::Chain& chain() const { return chain_; }
    [[nodiscard]] const ledger::Ledger& ledger() const { return ledger_.ledger(); }
    [[nodiscard]] const p2p::CoreNode& core() const { return core_; }
    [[nodiscard]] const ranking::ChainRanking& ranking() const { return ranking_; }

    Actions opened(net::LinkId link, const net::Address& address, net::Direction direction,
                   Moment moment) {
        return mine(core_.opened(link, address, direction, moment), moment.now);
    }
    Actions dial_failed(const net::Address& to, const std::string& why, Moment moment) {
        return mine(core_.dial_failed(to, why, moment), moment.now);
    }
    Actions received(net::LinkId link, ByteView payload, Moment moment) {
        return mine(core_.received(link, payload, moment), moment.now);
    }
    Actions closed(net::LinkId link, const std::string& why, Moment moment) {
        return mine(core_.closed(link, why, moment), moment.now);
    }
    Actions typed(const std::string& line, Moment moment) {
        constexpr std::string_view submit = "submit ";
        if (!line.starts_with(submit)) return mine(core_.typed(line, moment), moment.now);
        auto answer = node_.submit(line.substr(submit.size()), moment);
        if (answer.refused) refused_ = *answer.refused;
        if (!answer.refused) ++accepted_;
        return mine(std::move(answer.actions), moment.now);
    }
    Actions on_time(Moment moment) {
        if (moment.now >= found_at_) solve();
        return mine(core_.on_time(moment), moment.now);
    }
    Actions leave() { return core_.leave(); }
    [[nodiscard]] Instant deadline() const { return std::min(core_.deadline(), found_at_); }

    [[nodiscard]] std::size_t accepted() const { return accepted_; }
    [[nodiscard]] const std::string& refused() const { return refused_; }  // the last reason

private:
    std::vector<p2p::Application*> applications(const HouseholdSettings& settings) {
        std::vector<p2p::Application*> all{&node_};
        if (settings.in_place_of_node) {
            all = settings.in_place_of_node(node_, chain_, ledger_.ledger());
        }
        all.push_back(&node_.light());
        if (settings.ranking) all.push_back(&ranking_);
        return all;
    }
    void restore() {
        if (const auto restored = chain_.restore(); !restored) {
            throw std::runtime_error{restored.error().text};
        }
    }
    // After each event: is there other work to do?
    Actions mine(Actions actions, Instant now) {
        if (after_each_) after_each_(core_);
        const double power = power_ == nullptr ? 0 : *power_;
        const auto& job = node_.job();
        const miner::JobId wanted = job ? job->id : miner::JobId{0};
        if (wanted == at_work_ && power == with_power_) return actions;
        at_work_ = wanted;
        with_power_ = power;
        found_at_ = never;
        if (job && power > 0) {
            const double hashes = chain::work_of(job->header.bits).to_double();
            const double fraction = static_cast<double>(dice_.roll() >> 11) * 0x1.0p-53;
            const std::chrono::duration<double> time{-hashes / power * std::log(1 - fraction)};
            found_at_ = now + std::chrono::duration_cast<Duration>(time);
        }
        return actions;
    }
    void solve() {
        found_at_ = never;
        if (!node_.job() || with_power_ == 0) return;
        const auto found = miner::search(node_.job()->header, UINT32_MAX);
        if (found) node_.solved({node_.job()->id, *found});
    }

    ledger::KeptLedger ledger_;
    chain::Chain chain_;
    node::FullNode node_;
    ranking::ChainRanking ranking_;
    p2p::CoreNode core_;
    std::function<void(p2p::CoreNode&)> after_each_;
    const double* power_;
    sim::Dice dice_;
    miner::JobId at_work_{0};
    double with_power_ = 0;
    Instant found_at_ = never;
    std::size_t accepted_ = 0;
    std::string refused_;
};

}  // namespace homes
