// The neighbours, and what they make of a block that was altered.
#include <algorithm>

#include "explorer/viewer.hpp"

namespace sbc::explorer {

using chain::Place;
using Kind = gui::NodeMark::Kind;

void Viewer::add_neighbours(gui::ExplorerView& view) const {
    const chain::Chain& chain = scene_.node.chain();
    view.nodes.push_back({Kind::Ours, "this node", {}, chain.height().value(), true});
    for (const auto& [link, peer] : scene_.core.peers().all()) {
        if (!peer.hello) continue;
        const bool core = peer.hello->role == p2p::Role::Core;
        gui::NodeMark mark{core ? Kind::Node : Kind::Wallet,
                           core ? name_of(link, peer) : "a wallet", peer.address.to_text(),
                           std::nullopt, true};
        if (const auto tip = scene_.node.tip_of(link)) {
            const Place* place = chain.tree().find(*tip);
            if (place != nullptr) mark.height = place->height.value();
            mark.agrees = place != nullptr && chain.has(place->height, place->hash);
        }
        mark.apart = core && scene_.classroom != nullptr && scene_.classroom->apart(link);
        view.links.push_back({0, static_cast<std::uint32_t>(view.nodes.size()), false});
        view.nodes.push_back(std::move(mark));
    }
    add_those_who_hung_up(view);
    add_others(view);
}

// Until they are called again: a line that is red as long as it is cut.
void Viewer::add_those_who_hung_up(gui::ExplorerView& view) const {
    const auto& shown = scene_.observer.shown();
    if (!shown) return;
    for (std::size_t at = 0; at < std::min(shown->to.size(), answers_.size()); ++at) {
        const auto who = asked_.find(shown->to[at]);
        if (who == asked_.end() || !answers_[at].hung_up) continue;
        const bool is_back = std::any_of(
            view.nodes.begin(), view.nodes.end(),
            [&](const gui::NodeMark& node) { return node.address == who->second.address; });
        if (is_back) continue;
        view.links.push_back({0, static_cast<std::uint32_t>(view.nodes.size()), true});
        view.nodes.push_back(
            {Kind::Node, who->second.name, who->second.address, std::nullopt, true});
    }
}

// --- tamper mode ---------------------------------------------------------------------------------

void Viewer::will_ask(const std::vector<p2p::LinkId>& neighbours) {
    asked_.clear();
    answered_ = false;
    const auto& peers = scene_.core.peers().all();
    for (const p2p::LinkId link : neighbours) {
        const auto peer = peers.find(link);
        if (peer == peers.end()) continue;
        asked_[link] = {name_of(link, peer->second), peer->second.address.to_text()};
    }
}

void Viewer::look_at_specimen() {
    const auto& specimen = scene_.observer.specimen();
    if (!specimen) {
        look_.reset();
        return;
    }
    const bool another = look_ == nullptr || looked_at_ != scene_.observer.specimen_version() ||
                         judged_at_ != scene_.node.chain().tip().hash;
    const auto before = answers_;
    hear_answers();
    if (!another && answers_ == before) return;
    auto look =
        another ? std::make_shared<gui::BlockLook>() : std::make_shared<gui::BlockLook>(*look_);
    look->answers = answers_;
    if (another) {
        looked_at_ = scene_.observer.specimen_version();
        judged_at_ = scene_.node.chain().tip().hash;
        look->height = specimen->height().value();
        look->hash = to_text(specimen->hash());
        look->header = chain::encode(specimen->block().header);
        look->transactions = specimen->block().transactions;
        if (const auto& changed = specimen->changed()) {
            look->change = {changed->place.part, changed->place.offset, changed->was};
        }
        for (const Specimen::Verdict& verdict : scene_.observer.verdicts()) {
            look->verdicts.push_back(
                {verdict.height.value(), verdict.holds, verdict.link_holds, verdict.text});
        }
    }
    look_ = std::move(look);
}

// Whoever hangs up does so at once; who leaves later, leaves for other reasons.
void Viewer::hear_answers() {
    const auto& shown = scene_.observer.shown();
    if (!shown) {
        answers_.clear();
        answered_ = false;
        return;
    }
    if (answered_) return;
    answers_.clear();
    for (const p2p::LinkId link : shown->to) answers_.push_back(answer_of(link, shown->over));
    if (shown->to.empty()) answers_.push_back({"Nobody", false, "is there to be shown a block."});
    answered_ = shown->over;
}

gui::BlockLook::Answer Viewer::answer_of(p2p::LinkId link, bool over) const {
    const auto who = asked_.find(link);
    gui::BlockLook::Answer answer{who == asked_.end() ? "somebody" : who->second.name, false, {}};
    if (!scene_.core.peers().all().contains(link)) {
        answer.hung_up = true;
        answer.text = "has looked at it, and hung up.";
    } else if (over) {
        answer.text =
            "has not hung up: it does not look at what stands on nothing it knows or "
            "lies too far back, or it finds nothing wrong.";
    } else {
        answer.text = "is looking at it \u2026";
    }
    return answer;
}

}  // namespace sbc::explorer
