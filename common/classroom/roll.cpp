#include "classroom/roll.hpp"

#include <algorithm>

#include "chain/block.hpp"
#include "chain/target.hpp"

namespace sbc::classroom {

bool Roll::has_room_for(const std::string& name, From from) {
    if (present_.contains(name) || present_.size() < limits_.most) return true;
    if (from == From::Hearsay) return false;
    auto silent = present_.end();
    for (auto one = present_.begin(); one != present_.end(); ++one) {
        if (one->second.from == From::Neighbour) continue;
        if (silent == present_.end() || one->second.heard < silent->second.heard) silent = one;
    }
    if (silent == present_.end()) return false;
    present_.erase(silent);
    return true;
}

void Roll::note(const Presence& presence, Instant now, From from) {
    if (!has_room_for(presence.name, from)) return;
    for (const chain::Header& header : presence.headers) note(header);
    Present& here = present_[presence.name];
    const bool news = here.last != presence;
    here = {presence, now, from, chain::hash_of(presence.headers.back())};
    if (news) ++version_;
}

// A header costs its work. That is little at the easiest target: a laptop that wants to has filled
// the room within minutes, and then the picture of the other side has holes.
void Roll::note(const chain::Header& header) {
    const auto target = chain::target_of(header.bits);
    if (!target || *target > *chain::target_of(easiest_)) return;
    const auto checked = chain::check_header(header);
    if (!checked || !headers_.emplace(checked->hash(), header).second) return;
    order_.push_back(checked->hash());
    if (order_.size() <= limits_.most_headers) return;
    headers_.erase(order_.front());
    order_.pop_front();
}

void Roll::on_time(Instant now) {
    if (std::erase_if(present_, [&](const auto& one) { return gone_at(one.second) <= now; }) > 0) {
        ++version_;
    }
}

Instant Roll::deadline() const {
    Instant first = never;
    for (const auto& [name, present] : present_) first = std::min(first, gone_at(present));
    return first;
}

const chain::Header* Roll::header(const chain::Hash& hash) const {
    const auto found = headers_.find(hash);
    return found == headers_.end() ? nullptr : &found->second;
}

}  // namespace sbc::classroom
