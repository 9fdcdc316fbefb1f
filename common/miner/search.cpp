#include "miner/search.hpp"

#include <algorithm>
#include <limits>

#include "chain/target.hpp"
#include "crypto/midstate.hpp"

namespace sbc::miner {

using chain::Header;
using chain::Nonce;
using std::chrono::seconds;

std::optional<Header> search(Header header, std::uint32_t count) {
    const auto target = chain::target_of(header.bits);
    if (!target) return std::nullopt;
    const crypto::Midstate midstate{encode(header)};
    const std::uint32_t top = target->top32();
    std::uint32_t nonce = header.nonce.value();
    for (; count > 0; --count, ++nonce) {
        if (midstate.top(nonce) > top) continue;  // nearly always
        if (chain::meets(midstate.hash(nonce), *target)) {
            header.nonce = Nonce{nonce};
            return header;
        }
    }
    return std::nullopt;
}

Header further(Header header, std::uint64_t tries) {
    header.nonce = Nonce{header.nonce.value() + static_cast<std::uint32_t>(tries)};  // modulo 2^32
    header.time += seconds{tries >> 32};
    return header;
}

std::uint64_t tries_of(const Job& job) {
    if (!chain::target_of(job.header.bits) || !chain::time_fits(job.header.time)) return 0;
    // The second of the header itself, and those after it. 2^32 - 1 of them are the most that can
    // be counted, and more than anybody can try.
    constexpr seconds most{std::numeric_limits<std::uint32_t>::max() - 1};
    const seconds later = std::clamp(job.most_later, seconds{0}, most);
    const seconds fitting = std::min(later, chain::last_time - job.header.time);
    return (static_cast<std::uint64_t>(fitting.count()) + 1) << 32;
}

}  // namespace sbc::miner
