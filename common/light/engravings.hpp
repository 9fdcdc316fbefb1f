#pragma once

#include <set>
#include <string>

#include "message/timeline.hpp"

namespace sbc::light {

// The timeline of a wallet, whether a core has shown anything of it yet (before that nobody knows
// whether there are engravings), and whether a core is there that carries any.
class Engravings : public message::Timeline {
public:
    using Timeline::Timeline;

    [[nodiscard]] bool shown() const { return shown_; }
    [[nodiscard]] bool carried() const { return !carriers_.empty(); }

    p2p::Actions direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) override {
        p2p::Actions actions = Timeline::direct(from, body, moment);
        shown_ = shown_ || is_known();
        return actions;
    }
    p2p::Actions joined(p2p::LinkId core, p2p::Moment moment) override {
        carriers_.insert(core);
        return Timeline::joined(core, moment);
    }
    p2p::Actions left(p2p::LinkId core) override {
        carriers_.erase(core);
        return Timeline::left(core);
    }

private:
    bool shown_ = false;
    std::set<p2p::LinkId> carriers_;
};

}  // namespace sbc::light
