#include "tree.hpp"

#include <algorithm>

namespace stage {

// #region tree-add
Tree::Tree(Network network) : network_{std::move(network)} {
    Block block = genesis(network_);
    const Hash hash = hash_of(block.header);
    root_ = best_ = &(places_[hash] = Place{.block = std::move(block), .hash = hash});
}

sbc::Result<const Place*, BlockError> Tree::add(Block block, std::chrono::sys_seconds wall) {
    const Hash hash = hash_of(block.header);
    if (const Place* known = find(hash)) return known;
    const auto below = places_.find(block.header.previous);
    if (below == places_.end()) {
        return sbc::refuse(BlockError::UnknownParent, "we do not have the block before it");
    }
    Place& parent = below->second;
    if (auto fits = accept(block.header, parent, wall); !fits) return sbc::pass_on(fits);
    const sbc::U256 work = parent.work + work_of(block.header.bits);
    Place& place = places_[hash] = Place{.block = std::move(block),
                                         .hash = hash,
                                         .height = above(parent.height),
                                         .work = work,
                                         .parent = &parent,
                                         .order = ++added_};
    ++parent.children;
    if (place.work > best_->work) best_ = &place;
    return &place;
}
// #endregion tree-add

// #region accept
constexpr std::chrono::hours most_ahead{2};  // a clock may be wrong by so much

sbc::Result<void, BlockError> Tree::accept(const Header& header, const Place& parent,
                                           std::chrono::sys_seconds wall) const {
    if (parent.bad) return sbc::refuse(BlockError::BadParent, "it stands on a refused block");
    if (header.bits != next_bits(parent)) {
        return sbc::refuse(BlockError::WrongBits, "its target is not the one that is due here");
    }
    if (header.time <= median_time(parent)) {
        return sbc::refuse(BlockError::TooEarly, "it is older than most of the eleven before it");
    }
    if (header.time > wall + most_ahead) {
        return sbc::refuse(BlockError::TooFarAhead,
                           "its time is more than two hours ahead of ours");
    }
    return {};
}
// #endregion accept

// #region due
Bits Tree::next_bits(const Place& parent) const {
    const Header& last = parent.block.header;
    const Height height = above(parent.height);
    if (!retargets(network_, height)) return last.bits;
    const Place* first = &parent;
    while (first->height > measured_from(network_, height)) first = first->parent;
    return retarget(network_, last.bits, last.time - first->block.header.time);
}

std::chrono::sys_seconds Tree::median_time(const Place& parent) {
    std::vector<std::chrono::sys_seconds> times;
    for (const Place* at = &parent; at != nullptr && times.size() < 11; at = at->parent) {
        times.push_back(at->block.header.time);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}
// #endregion due

// #region best
const Place* Tree::find(const Hash& hash) const {
    const auto found = places_.find(hash);
    return found == places_.end() ? nullptr : &found->second;
}

void Tree::choose_best() {
    best_ = root_;
    for (const auto& [hash, place] : places_) {
        const bool more = place.work > best_->work;
        const bool sooner = place.work == best_->work && place.order < best_->order;
        if (!place.bad && (more || sooner)) best_ = &place;
    }
}

void Tree::mark_bad(const Hash& refused) {
    places_.at(refused).bad = true;
    for (bool more = true; more;) {  // as long as one is found that stands on a bad one
        more = false;
        for (auto& [hash, place] : places_) {
            if (place.bad || place.parent == nullptr || !place.parent->bad) continue;
            place.bad = more = true;
        }
    }
    choose_best();
}
// #endregion best

// #region forget
void Tree::forget_weakest(const Place& ours) {
    auto weakest = places_.end();
    for (auto at = places_.begin(); at != places_.end(); ++at) {
        if (at->second.children > 0 || &at->second == &ours) continue;
        if (weakest == places_.end() || at->second.work < weakest->second.work) weakest = at;
    }
    if (weakest == places_.end()) return;
    --places_.at(weakest->second.block.header.previous).children;
    places_.erase(weakest);
    choose_best();
}
// #endregion forget

}  // namespace stage
