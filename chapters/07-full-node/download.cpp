#include "download.hpp"

#include <algorithm>

namespace stage {

// #region missing
// The lowest blocks of the history that ends here that we lack, and have asked nobody for.
static std::vector<Hash> missing(const Chain& chain, const Place& end, const auto& asked,
                                 std::size_t most) {
    Height height = std::min(chain.height(), end.height);
    while (!chain.has(height, ancestor(end, height).hash)) height = below(height);
    const Height highest{std::min(end.height.value(), height.value() + Download::window)};
    std::vector<Hash> hashes;
    for (height = above(height); height <= highest && hashes.size() < most;
         height = above(height)) {
        const Place& place = ancestor(end, height);
        if (!place.has_body && !asked.contains(place.hash)) hashes.push_back(place.hash);
    }
    return hashes;
}
// #endregion missing

// #region next-bodies
std::vector<Download::Question> Download::next(const Chain& chain,
                                               const std::map<LinkId, Hash>& known,
                                               sbc::Instant now) {
    std::vector<Question> questions;
    for (const auto& [link, hash] : known) {
        const Place* end = chain.tree().find(hash);
        if (end == nullptr || end->bad || end->work <= chain.tip().work) continue;
        const auto under_way = static_cast<std::size_t>(
            std::count_if(asked_.begin(), asked_.end(),
                          [of = link](const auto& one) { return one.second.of == of; }));
        auto hashes = missing(chain, *end, asked_, most_asked - std::min(under_way, most_asked));
        if (hashes.empty()) continue;
        for (const Hash& wanted : hashes) asked_[wanted] = {link, now + patience};
        questions.push_back({link, {std::move(hashes)}});
    }
    return questions;
}
// #endregion next-bodies

// #region stalled
void Download::left(LinkId neighbour) {
    std::erase_if(asked_, [&](const auto& one) { return one.second.of == neighbour; });
}

std::optional<LinkId> Download::overdue(sbc::Instant now) const {
    for (const auto& [hash, asked] : asked_) {
        if (asked.until <= now) return asked.of;
    }
    return std::nullopt;
}

sbc::Instant Download::deadline() const {
    sbc::Instant earliest = sbc::never;
    for (const auto& [hash, asked] : asked_) earliest = std::min(earliest, asked.until);
    return earliest;
}
// #endregion stalled

}  // namespace stage
