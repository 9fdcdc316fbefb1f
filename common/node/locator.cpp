#include "node/locator.hpp"

#include <algorithm>

namespace sbc::node {

std::vector<Hash> locator_of(const Place& end) {
    constexpr std::size_t single = 10;
    std::vector<Hash> locator;
    const Place* at = &end;
    for (std::uint64_t step = 1;; step *= locator.size() >= single ? 2U : 1U) {
        locator.push_back(at->hash);
        const std::uint64_t height = at->height.value();
        if (height == 0) return locator;
        at = &chain::ancestor(*at, Height{height - std::min(height, step)});
    }
}

const Place& shared_by(const chain::Chain& chain, const std::vector<Hash>& locator) {
    for (const Hash& hash : locator) {
        const Place* place = chain.tree().find(hash);
        if (place != nullptr && chain.has(place->height, hash)) return *place;
    }
    return chain.tree().root();
}

std::vector<Header> headers_after(const chain::Chain& chain, const std::vector<Hash>& locator,
                                  std::size_t most) {
    std::vector<Header> headers;
    Height height = shared_by(chain, locator).height;
    while (height < chain.height() && headers.size() < most) {
        height = chain::above(height);
        headers.push_back(chain::header_of(chain.at(height)));
    }
    return headers;
}

// Below a place that is complete all are.
const Place& last_complete(const Place& end) {
    if (end.complete()) return end;
    std::uint64_t complete = 0;
    std::uint64_t incomplete = end.height.value();
    while (incomplete - complete > 1) {
        const std::uint64_t middle = complete + (incomplete - complete) / 2;
        (chain::ancestor(end, Height{middle}).complete() ? complete : incomplete) = middle;
    }
    return chain::ancestor(end, Height{complete});
}

}  // namespace sbc::node
