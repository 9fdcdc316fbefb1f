#include "p2p/backoff.hpp"

#include <algorithm>

namespace sbc::p2p {

Duration Backoff::next(std::uint64_t fresh) {
    const Duration half = wait_ / 2;
    wait_ = std::min(wait_ * 2, longest_);
    return half + Duration{fresh % static_cast<std::uint64_t>(half.count() + 1)};
}

}  // namespace sbc::p2p
