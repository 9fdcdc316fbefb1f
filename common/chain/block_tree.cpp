#include "chain/block_tree.hpp"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace sbc::chain {
namespace {

// The elements of a set are const for the sake of their order; ours depends on the hash alone, and
// that never changes.
Place& mutable_place(const Place& place) { return const_cast<Place&>(place); }

// A place is the end where its parent was. The node of the parent is used again: at the tip,
// where blocks come, nothing is allocated.
template <class Ends>
void put_in_place_of(Ends& ends, const Place& parent, const Place& place) {
    auto node = ends.extract(&parent);
    if (node.empty()) {
        ends.insert(&place);
        return;
    }
    node.value() = &place;
    ends.insert(std::move(node));
}

template <class Test>
bool any_child(const Place& parent, Test test) {
    for (const Place* child = parent.child; child != nullptr; child = child->sibling) {
        if (test(*child)) return true;
    }
    return false;
}

}  // namespace

std::size_t BlockTree::ByHash::operator()(const Hash& hash) const noexcept {
    std::size_t value = 0;
    std::memcpy(&value, hash.bytes.data(), sizeof value);
    return value;
}
bool BlockTree::LessWork::operator()(const Place* a, const Place* b) const {
    return a->work != b->work ? a->work < b->work : a->hash > b->hash;
}
bool BlockTree::LessWorkThenLater::operator()(const Place* a, const Place* b) const {
    return a->work != b->work ? a->work < b->work : a->order > b->order;
}

BlockTree::BlockTree(Network network, std::size_t most_aside)
    : network_{std::move(network)}, most_aside_{most_aside} {
    const Header header = genesis(network_).header;
    easiest_ = target_of(network_.easiest).value();
    Place root;
    root.hash = hash_of(header);
    root.merkle_root = header.merkle_root;
    root.seconds = static_cast<std::uint32_t>(header.time.time_since_epoch().count());
    root.bits = header.bits;
    root.has_body = true;
    root.order = ++completed_;
    root_ = ours_ = &*places_.insert(root).first;
    leaves_.insert(root_);
    ends_.insert(root_);
    complete_ends_.insert(root_);
}

const Place* BlockTree::find(const Hash& hash) const {
    const auto found = places_.find(hash);
    return found == places_.end() ? nullptr : &*found;
}

Result<const Place*, BlockError> BlockTree::accept(const CheckedHeader& checked,
                                                   std::chrono::sys_seconds wall) {
    const Header& header = checked.header();
    if (const Place* known = find(checked.hash())) return known;
    const auto& meaning = targets_.meaning_of(header.bits);
    if (meaning.target > easiest_) {  // before it could be held as an orphan: it costs nothing
        return refuse(BlockError::WrongBits, "no target of this network is as easy as its own");
    }
    const Place* parent = find(header.previous);
    if (parent == nullptr) {
        return refuse(BlockError::UnknownParent, "we do not have the block before it");
    }
    if (auto fits = check_place(header, *parent, wall); !fits) return pass_on(fits);
    const U256 work = parent->work + meaning.work;
    if (auto room = make_room(*parent, work); !room) return pass_on(room);
    return &insert(checked, *parent, work);
}

Result<void, BlockError> BlockTree::check_place(const Header& header, const Place& parent,
                                                std::chrono::sys_seconds wall) const {
    if (parent.bad) return refuse(BlockError::BadParent, "it stands on a refused block");
    if (header.bits != next_bits(parent)) {
        return refuse(BlockError::WrongBits, "its target is not the one that is due here");
    }
    if (header.time <= median_time(parent)) {
        return refuse(BlockError::TooEarly, "it is older than most of the eleven before it");
    }
    if (header.time > wall + most_ahead) {
        return refuse(BlockError::TooFarAhead, "its time is more than two hours ahead of ours");
    }
    return {};
}

Bits BlockTree::next_bits(const Place& parent) const {
    const Height height = above(parent.height);
    if (!retargets(network_, height)) return parent.bits;
    const Place& first = ancestor(parent, measured_from(network_, height));
    return retarget(network_, parent.bits, parent.time() - first.time());
}

std::chrono::sys_seconds BlockTree::median_time(const Place& parent) {
    std::array<std::uint32_t, median_of> times{};
    std::size_t count = 0;
    for (const Place* at = &parent; at != nullptr && count < median_of; at = at->parent) {
        times[count++] = at->seconds;
    }
    std::sort(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(count));
    return std::chrono::sys_seconds{std::chrono::seconds{times[count / 2]}};
}

// The leaf with the least work goes, if that is less than what comes. Not our tip, and not the one
// on which the new place will stand.
Result<void, BlockError> BlockTree::make_room(const Place& parent, const U256& work) {
    while (size() - 1 >= ours_->height.value() + most_aside_) {
        const auto weakest = std::find_if(leaves_.begin(), leaves_.end(), [&](const Place* leaf) {
            return leaf != ours_ && leaf != &parent;
        });
        if (weakest == leaves_.end() || (*weakest)->work >= work) {
            return refuse(BlockError::NoRoom, "too many blocks stand aside, each with more work");
        }
        forget(**weakest);
    }
    return {};
}

const Place& BlockTree::insert(const CheckedHeader& checked, const Place& parent,
                               const U256& work) {
    const Header& header = checked.header();
    Place made;
    made.hash = checked.hash();
    made.merkle_root = header.merkle_root;
    made.work = work;
    made.parent = &parent;
    made.jump = jump_from(parent);
    made.sibling = parent.child;
    made.height = above(parent.height);
    made.version = header.version;
    made.seconds = static_cast<std::uint32_t>(header.time.time_since_epoch().count());
    made.bits = header.bits;
    made.nonce = header.nonce;
    const Place& place = *places_.insert(made).first;
    mutable_place(parent).child = &place;
    put_in_place_of(leaves_, parent, place);
    put_in_place_of(ends_, parent, place);
    return place;
}

void BlockTree::forget(const Place& leaf) {
    assert(leaf.child == nullptr && leaf.parent != nullptr);
    if (leaf.has_body) forgotten_.push_back(leaf.hash);
    leaves_.erase(&leaf);
    ends_.erase(&leaf);
    if (leaf.complete()) complete_ends_.erase(&leaf);
    const Place& parent = *leaf.parent;
    const Place** link = &mutable_place(parent).child;
    while (*link != &leaf) link = &mutable_place(**link).sibling;
    *link = leaf.sibling;
    places_.erase(places_.find(leaf.hash));
    if (parent.child == nullptr) leaves_.insert(&parent);
    reopen(parent);
}

// A place that something good stood on may be an end again.
void BlockTree::reopen(const Place& parent) {
    if (parent.bad) return;
    if (!any_child(parent, [](const Place& child) { return !child.bad; })) ends_.insert(&parent);
    if (!parent.complete()) return;
    const auto followable = [](const Place& child) { return !child.bad && child.complete(); };
    if (!any_child(parent, followable)) complete_ends_.insert(&parent);
}

// What stood on it and waited for it is complete as well, its parents first.
void BlockTree::body_arrived(const Place& arrived) {
    if (arrived.has_body) return;
    mutable_place(arrived).has_body = true;
    if (!arrived.parent->complete()) return;
    std::vector<const Place*> next{&arrived};
    while (!next.empty()) {
        const Place& place = *next.back();
        next.pop_back();
        complete(place);
        for (const Place* child = place.child; child != nullptr; child = child->sibling) {
            if (child->has_body) next.push_back(child);
        }
    }
}

void BlockTree::complete(const Place& place) {
    mutable_place(place).order = ++completed_;
    if (!place.bad) put_in_place_of(complete_ends_, *place.parent, place);
}

void BlockTree::mark_bad(const Place& refused) {
    assert(refused.parent != nullptr);
    std::vector<const Place*> next{&refused};
    while (!next.empty()) {
        const Place& place = *next.back();
        next.pop_back();
        if (place.bad) continue;  // and so is all that stands on it
        mutable_place(place).bad = true;
        ends_.erase(&place);
        if (place.complete()) complete_ends_.erase(&place);
        for (const Place* child = place.child; child != nullptr; child = child->sibling) {
            next.push_back(child);
        }
    }
    reopen(*refused.parent);
}

std::vector<Hash> BlockTree::take_forgotten() { return std::exchange(forgotten_, {}); }

}  // namespace sbc::chain
