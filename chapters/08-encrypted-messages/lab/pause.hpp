#pragma once

#include "node/full_node.hpp"

namespace lab {

// Lets a job wait before it is mined, so that more payments come into its block. What the node's
// workbench makes of it meanwhile, because payments have come, waits no longer than the first did.
// An application for the sake of its deadline: that is one of the node's, and ends with it.
class Pause : public sbc::p2p::Application {
public:
    // The node lives longer.
    Pause(const sbc::node::FullNode& node, sbc::Duration wait) : node_{node}, wait_{wait} {}
    [[nodiscard]] std::string name() const override { return "pause"; }
    sbc::p2p::Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source,
                                sbc::p2p::Moment) override {
        return {};
    }
    sbc::p2p::Actions on_time(sbc::p2p::Moment moment) override {
        if (is_new()) until_ = moment.now + wait_;
        if (node_.job()) parent_ = node_.job()->header.previous;
        over_ = moment.now >= until_;
        return {};
    }
    [[nodiscard]] sbc::Instant deadline() const override {
        if (is_new()) return sbc::Instant::min();
        return over_ || !node_.job() ? sbc::never : until_;
    }

    // What is to be mined now.
    [[nodiscard]] std::optional<sbc::miner::Job> job() {
        if (!node_.job()) parent_ = {};  // the next one is the first again
        return over_ && !is_new() ? node_.job() : std::nullopt;
    }

private:
    [[nodiscard]] bool is_new() const {
        return node_.job() && node_.job()->header.previous != parent_;
    }

    const sbc::node::FullNode& node_;
    sbc::Duration wait_;
    sbc::crypto::Hash parent_{};  // of the job that waits, or has waited
    sbc::Instant until_ = sbc::never;
    bool over_ = false;
};

}  // namespace lab
