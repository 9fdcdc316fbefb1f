#include "classroom/roll.hpp"

#include <algorithm>

#include "chain/block.hpp"
#include "chain/target.hpp"

namespace sbc::classroom {

void Roll::note(const Presence& presence, Instant now) {
    if (!present_.contains(presence.name) && present_.size() >= limits_.most) return;
    for (const chain::Header& header : presence.headers) note(header);
    Present& here = present_[presence.name];
    const bool news = here.last != presence;
    here = {presence, now, chain::hash_of(presence.headers.back())};
    if (news) ++version_;
}

// A header costs its work: who wants to fill the room here must mine.
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
