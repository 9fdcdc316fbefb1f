#include "search.hpp"

#include "crypto/midstate.hpp"
#include "target.hpp"

namespace stage {

// #region search
std::optional<Header> search(Header header, std::uint32_t count) {
    const auto target = target_of(header.bits);
    if (!target) return std::nullopt;
    const sbc::crypto::Midstate midstate{encode(header)};
    std::uint32_t nonce = header.nonce.value();
    for (; count > 0; --count, ++nonce) {
        if (midstate.top(nonce) > target->top32()) continue;  // nearly always
        if (meets(midstate.hash(nonce), *target)) {
            header.nonce = Nonce{nonce};
            return header;
        }
    }
    return std::nullopt;
}
// #endregion search

// #region further
Header further(Header header, std::uint64_t tries) {
    header.nonce = Nonce{header.nonce.value() + static_cast<std::uint32_t>(tries)};  // modulo 2^32
    header.time += std::chrono::seconds{tries >> 32};
    return header;
}
// #endregion further

}  // namespace stage
