#pragma once

#include <algorithm>
#include <chrono>
#include <string>

#include "chain_app.hpp"
#include "lab/odds.hpp"
#include "p2p/node.hpp"
#include "search.hpp"

namespace lab {

using sbc::p2p::Actions;
using sbc::p2p::Moment;

// What a mining host is: its power in hashes per second may change at any time.
struct MinerSettings {
    stage::ChainSettings about;
    const double* power;  // longer-lived than the node
};

// A node with the application of this chapter, and a miner under the virtual clock: how long it
// takes to find a block is drawn, the nonce is then looked for in truth. To the simulator it is a
// node. Its chain is gone with it: there is no disk yet.
template <class Node>
class MiningNode {
public:
    template <class Settings>
    MiningNode(const Settings& node, const MinerSettings& miner, std::uint64_t seed)
        : app_{miner.about}, node_{node, {&app_}}, power_{miner.power}, dice_{seed} {}

    [[nodiscard]] const stage::ChainApp& app() const { return app_; }
    [[nodiscard]] const Node& node() const { return node_; }

    // #region events
    Actions opened(sbc::net::LinkId link, const sbc::net::Address& address,
                   sbc::net::Direction direction, Moment moment) {
        return mine(node_.opened(link, address, direction, moment), moment.now);
    }
    Actions dial_failed(const sbc::net::Address& to, const std::string& why, Moment moment) {
        return mine(node_.dial_failed(to, why, moment), moment.now);
    }
    Actions received(sbc::net::LinkId link, sbc::ByteView payload, Moment moment) {
        return mine(node_.received(link, payload, moment), moment.now);
    }
    Actions closed(sbc::net::LinkId link, const std::string& why, Moment moment) {
        return mine(node_.closed(link, why, moment), moment.now);
    }
    Actions typed(const std::string& line, Moment moment) {
        return mine(node_.typed(line, moment), moment.now);
    }
    Actions on_time(Moment moment) {
        if (moment.now >= found_at_) solve();
        return mine(node_.on_time(moment), moment.now);
    }
    Actions leave() { return node_.leave(); }
    [[nodiscard]] sbc::Instant deadline() const { return std::min(node_.deadline(), found_at_); }
    // #endregion events

    // #region mining
private:
    // After each event: is there other work to do?
    Actions mine(Actions actions, sbc::Instant now) {
        const auto& job = app_.job();
        const stage::JobId wanted = job ? job->id : stage::JobId{0};
        if (wanted == at_work_ && *power_ == with_power_) return actions;
        at_work_ = wanted;
        with_power_ = *power_;
        found_at_ = sbc::never;
        if (job && with_power_ > 0) {
            const double hashes = work_of(job->header.bits).to_double();
            const std::chrono::duration<double> time{waiting_time(dice_, hashes / with_power_)};
            found_at_ = now + std::chrono::duration_cast<sbc::Duration>(time);
        }
        return actions;
    }
    void solve() {
        found_at_ = sbc::never;
        if (!app_.job() || *power_ == 0) return;
        const auto found = search(app_.job()->header, UINT32_MAX);
        if (found) app_.solved({app_.job()->id, *found});
    }

    stage::ChainApp app_;
    Node node_;
    const double* power_;
    sbc::sim::Dice dice_;
    stage::JobId at_work_{0};
    double with_power_ = 0;
    sbc::Instant found_at_ = sbc::never;
    // #endregion mining
};

}  // namespace lab
