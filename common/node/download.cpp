#include "node/download.hpp"

#include <algorithm>
#include <utility>

#include "node/locator.hpp"

namespace sbc::node {

Download::Download(const BlockTree& tree, DownloadLimits limits) : tree_{tree}, limits_{limits} {}

// --- events --------------------------------------------------------------------------------------

Download::Steps Download::has(const HeaderSync::Known& known, Instant now) {
    if (tree_.find(known.hash) == nullptr) return {};
    auto [found, is_new] = neighbours_.try_emplace(known.link);
    Neighbour& neighbour = found->second;
    if (is_new) neighbour.share = limits_.in_flight;
    neighbour.known = known.hash;
    neighbour.lacks.clear();
    neighbour.next = Height{0};
    fill(known.link, neighbour, now);
    return done(now);
}

Download::Steps Download::arrived(LinkId from, const Hash& hash, std::size_t bytes, Instant now) {
    const Place* place = tree_.find(hash);
    answered(from, hash, now);
    // One that breaks the rules counts as not here: whoever was promised it would blame us for it.
    if (place == nullptr || place->bad || !place->has_body) {
        release(hash, from);
        if (place == nullptr || place->bad) flights_.erase(hash);
        const auto found = neighbours_.find(from);  // not again of the same, or not at once
        if (found != neighbours_.end()) found->second.lacks.insert(hash);
        fill_all(now);
        return done(now);
    }
    flights_.erase(hash);
    outdo(hash, from);
    if (const auto promised = promises_.extract(hash)) steps_.owed = promised.mapped();
    if (place->complete()) {
        completed(*place);
    } else if (waiting_.try_emplace(hash, bytes).second) {
        waiting_bytes_ += bytes;
    }
    fill_all(now);
    return done(now);
}

// Whoever lacks this much does not have the history that we took for its own.
Download::Steps Download::no_block(LinkId from, const Hash& hash, Instant now) {
    const auto found = neighbours_.find(from);
    if (found == neighbours_.end() || !found->second.asked.contains(hash)) return {};
    answered(from, hash, now);
    release(hash, from);
    Neighbour& neighbour = found->second;
    neighbour.lacks.insert(hash);
    if (neighbour.lacks.size() > limits_.in_flight) neighbour.known.reset();
    fill_all(now);
    return done(now);
}

Download::Steps Download::left(LinkId link, Instant now) {
    forget(link);
    fill_all(now);
    return done(now);
}

Download::Steps Download::moved(Instant now) {
    sweep();
    fill_all(now);
    return done(now);
}

Download::Steps Download::on_time(Instant now) {
    std::vector<LinkId> late;
    for (auto& [link, neighbour] : neighbours_) {
        if (now >= neighbour.until) late.push_back(link);
    }
    for (const LinkId link : late) stalled(link, neighbours_.at(link), now);
    if (now >= next_look_) {
        next_look_ = now + limits_.hurry / 2;
        sweep();
        deny_what_takes_long(now);
        for (auto& [link, neighbour] : neighbours_) take_over(link, neighbour, now);
    }
    return done(now);
}

Instant Download::deadline() const {
    Instant earliest = next_look_;
    for (const auto& [link, neighbour] : neighbours_) {
        earliest = std::min(earliest, neighbour.until);
    }
    return earliest;
}

bool Download::promise(LinkId to, const Hash& hash, Instant now) {
    const auto flight = flights_.find(hash);
    if (flight == flights_.end() || takes_long(flight->second, now)) return false;
    const auto owed = std::count_if(promises_.begin(), promises_.end(), [to](const auto& one) {
        return std::find(one.second.begin(), one.second.end(), to) != one.second.end();
    });
    if (static_cast<std::size_t>(owed) >= limits_.promises) return false;
    auto& links = promises_[hash];
    if (std::find(links.begin(), links.end(), to) == links.end()) links.push_back(to);
    return true;
}

std::size_t Download::in_flight(LinkId of) const {
    const auto found = neighbours_.find(of);
    return found == neighbours_.end() ? 0 : found->second.asked.size();
}

// --- what to ask ---------------------------------------------------------------------------------

// What stands on our tip is not complete, or it would be our tip.
const Place& Download::base_of(const Place& known) const {
    const Place& ours = tree_.ours();
    const bool above_ours =
        known.height >= ours.height && &chain::ancestor(known, ours.height) == &ours;
    return above_ours && &ours == &tree_.best() ? ours : last_complete(known);
}

// What has come and what is on its way, each as large as a block can be, must fit.
Height Download::top_of(const Place& known, const Place& base) const {
    const std::size_t bytes = waiting_bytes_ + flights_.size() * chain::most_transaction_bytes;
    const std::size_t window = bytes < limits_.window_bytes ? limits_.window : limits_.batch;
    return std::min(known.height, Height{base.height.value() + window});
}

void Download::fill(LinkId link, Neighbour& neighbour, Instant now) {
    if (!neighbour.known || neighbour.stalls) return;
    if (2 * neighbour.asked.size() > neighbour.share) return;
    const Place* known = tree_.find(*neighbour.known);
    if (known == nullptr || known->bad || known->complete()) return;
    if (known->work <= tree_.ours().work) return;
    const Place& base = base_of(*known);
    const Height top = top_of(*known, base);
    const std::size_t room = neighbour.share - neighbour.asked.size();
    std::vector<Hash> hashes;
    Height height = std::max(neighbour.next, chain::above(base.height));
    for (; height <= top && hashes.size() < room; height = chain::above(height)) {
        const Place& place = chain::ancestor(*known, height);
        const bool lacking = !place.has_body && !flights_.contains(place.hash) &&
                             !neighbour.lacks.contains(place.hash);
        if (lacking) hashes.push_back(place.hash);
    }
    neighbour.next = height;
    ask(link, neighbour, hashes, now);
}

void Download::fill_all(Instant now) {
    for (auto& [link, neighbour] : neighbours_) fill(link, neighbour, now);
}

void Download::ask(LinkId link, Neighbour& neighbour, const std::vector<Hash>& hashes,
                   Instant now) {
    if (hashes.empty()) return;
    if (neighbour.asked.empty()) neighbour.until = now + limits_.patience;
    if (next_look_ == never) next_look_ = now + limits_.hurry;
    for (const Hash& hash : hashes) {
        neighbour.asked.insert(hash);
        auto [flight, is_new] = flights_.try_emplace(hash);
        if (is_new) flight->second.since = now;
        flight->second.of.push_back(link);
    }
    for (std::size_t i = 0; i < hashes.size(); i += limits_.batch) {
        const auto begin = hashes.begin() + static_cast<std::ptrdiff_t>(i);
        const auto count = std::min(limits_.batch, hashes.size() - i);
        steps_.asks.push_back({link, {begin, begin + static_cast<std::ptrdiff_t>(count)}});
    }
}

// --- what comes ----------------------------------------------------------------------------------

// It has said something about this one: a block, or that it has none.
void Download::answered(LinkId link, const Hash& hash, Instant now) {
    const auto found = neighbours_.find(link);
    if (found == neighbours_.end() || found->second.asked.erase(hash) == 0) return;
    Neighbour& neighbour = found->second;
    neighbour.until = neighbour.asked.empty() ? never : now + limits_.patience;
    neighbour.share = std::min(limits_.in_flight, neighbour.share + 1);
    neighbour.outdone = 0;
    neighbour.stalls = false;
}

// It was asked of others, too, who were slower.
void Download::outdo(const Hash& hash, LinkId by) {
    std::vector<LinkId> too_slow;
    for (auto& [link, neighbour] : neighbours_) {
        if (link == by || !neighbour.asked.contains(hash)) continue;
        ++neighbour.outdone;
        neighbour.share = std::max<std::size_t>(2, neighbour.share / 2);
        if (neighbour.stalls) too_slow.push_back(link);
    }
    for (const LinkId link : too_slow) drop(link, "others bring the blocks that it does not bring");
}

// It will not bring this one.
void Download::release(const Hash& hash, LinkId by) {
    const auto flight = flights_.find(hash);
    if (flight == flights_.end()) return;
    std::erase(flight->second.of, by);
    if (!flight->second.of.empty()) return;
    flights_.erase(flight);
    if (const Place* place = tree_.find(hash)) reopen(*place);
}

void Download::reopen(const Place& place) {
    for (auto& [link, neighbour] : neighbours_) {
        neighbour.next = std::min(neighbour.next, place.height);
    }
}

// With it may be what stood on it and waited.
void Download::completed(const Place& place) {
    std::vector<const Place*> next{&place};
    while (!next.empty()) {
        const Place& at = *next.back();
        next.pop_back();
        if (const auto waited = waiting_.extract(at.hash)) waiting_bytes_ -= waited.mapped();
        if (waiting_.empty()) return;
        for (const Place* child = at.child; child != nullptr; child = child->sibling) {
            if (child->complete() && waiting_.contains(child->hash)) next.push_back(child);
        }
    }
}

void Download::sweep() {
    std::erase_if(waiting_, [this](const auto& one) {
        const Place* place = tree_.find(one.first);
        const bool waits = place != nullptr && !place->bad && !place->complete();
        if (!waits) waiting_bytes_ -= one.second;
        return !waits;
    });
    std::erase_if(flights_, [this](const auto& one) {
        const Place* place = tree_.find(one.first);
        return place == nullptr || place->bad || place->has_body;
    });
}

// Who was promised what will not come is told.
Download::Steps Download::done(Instant now) {
    std::erase_if(promises_, [this](const auto& one) {
        if (flights_.contains(one.first)) return false;
        for (const LinkId link : one.second) steps_.denied.push_back({link, one.first});
        return true;
    });
    if (flights_.empty()) next_look_ = never;
    if (!flights_.empty() && next_look_ == never) next_look_ = now + limits_.hurry;
    return std::exchange(steps_, {});
}

bool worth_keeping(const BlockTree& tree, const Header& header, std::size_t window) {
    const Place* parent = tree.find(header.previous);
    return parent != nullptr && !parent->bad &&
           parent->height.value() + window >= tree.ours().height.value();
}

}  // namespace sbc::node
