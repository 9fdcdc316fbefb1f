#include "sync.hpp"

#include <algorithm>

namespace stage {

// #region locator
std::vector<Hash> locator_of(const Place& end) {
    std::vector<Hash> hashes{end.hash};
    std::uint64_t step = 1;
    for (std::uint64_t height = end.height.value(); height > 0;) {
        if (hashes.size() > 10) step *= 2;
        height -= std::min(step, height);
        hashes.push_back(ancestor(end, Height{height}).hash);
    }
    return hashes;
}

Headers headers_after(const Chain& chain, const std::vector<Hash>& locator) {
    Headers after;
    for (const Hash& hash : locator) {
        const Place* place = chain.tree().find(hash);
        if (place == nullptr || !chain.has(place->height, hash)) continue;
        for (Height next = above(place->height); next <= chain.height(); next = above(next)) {
            if (after.headers.size() == most_headers) break;
            after.headers.push_back(header_of(chain.at(next)));
        }
        break;
    }
    return after;
}
// #endregion locator

// #region next
void Sync::left(LinkId neighbour) {
    neighbours_.erase(neighbour);
    if (asked_ && asked_->to == neighbour) asked_.reset();
}

// From where its headers have brought us, if they have; from our own tip otherwise.
std::optional<Sync::Question> Sync::next(const Chain& chain, sbc::Instant now) {
    if (asked_) return std::nullopt;
    for (const auto& [link, neighbour] : neighbours_) {
        const auto& [tip, shown] = neighbour;
        if (!tip || tip->work <= chain.tip().work || chain.tree().find(tip->tip)) continue;
        const Place* from = shown ? chain.tree().find(*shown) : nullptr;
        asked_ = Asked{link, now + patience};
        return Question{link, {locator_of(from != nullptr ? *from : chain.tip())}};
    }
    return std::nullopt;
}
// #endregion next

// #region take-headers
// As long as each message brings something new, or climbs in what we have, there may be more. If
// not: its history has changed meanwhile, our tree is full, or it has lied. It may announce again.
sbc::Result<void, BlockError> Sync::take(LinkId from, const Headers& headers, Chain& chain,
                                         std::chrono::sys_seconds wall) {
    if (!asked_ || asked_->to != from) return {};
    asked_.reset();
    auto& [tip, shown] = neighbours_[from];
    const Place* const before = shown ? chain.tree().find(*shown) : nullptr;
    const Height reached = before == nullptr ? Height{0} : before->height;
    const std::size_t size = chain.tree().size();
    bool climbs = false;
    sbc::Result<void, BlockError> taken;
    for (const auto& header : headers.headers) {
        auto placed = chain.add_header(header, wall);
        if (!placed) {  // if it is for want of room: more of them, when we have the bodies of these
            if (placed.error().reason != BlockError::NoRoom) taken = sbc::pass_on(placed);
            break;
        }
        shown = (*placed)->hash;
        climbs = climbs || (*placed)->height > reached;
    }
    if (!climbs && chain.tree().size() == size) tip.reset();
    return taken;
}

// #endregion take-headers

// #region coming
// It is answered when it has the body, so we may ask at once.
sbc::Result<void, BlockError> Sync::coming(LinkId from, const Header& header, Chain& chain,
                                           std::chrono::sys_seconds wall) {
    auto placed = chain.add_header(header, wall);
    if (!placed) return sbc::pass_on(placed);
    neighbours_[from] = {std::nullopt, (*placed)->hash};
    return {};
}

std::optional<LinkId> Sync::overdue(sbc::Instant now) const {
    return asked_ && now >= asked_->until ? std::optional{asked_->to} : std::nullopt;
}

std::map<LinkId, Hash> Sync::known(const Chain& chain) const {
    std::map<LinkId, Hash> known;
    for (const auto& [link, neighbour] : neighbours_) {
        const bool all = neighbour.tip && chain.tree().find(neighbour.tip->tip) != nullptr;
        if (all || neighbour.shown) known[link] = all ? neighbour.tip->tip : *neighbour.shown;
    }
    return known;
}
// #endregion coming

}  // namespace stage
