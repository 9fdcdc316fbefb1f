// Counts on between sealing and handing out.
#include "sealer.hpp"

#include <algorithm>
#include <utility>

namespace exercise {

Sealer::Sealer(AeadKey key, Side side, std::uint64_t used)
    : key_{std::move(key)}, side_{side}, used_{used} {}

static AeadNonce next_nonce(Side side, std::uint64_t used) {
    AeadNonce nonce{};
    nonce[0] = static_cast<std::uint8_t>(side);
    const auto number = sbc::store_be32(static_cast<std::uint32_t>(used));
    std::copy(number.begin(), number.end(), nonce.begin() + 8);
    return nonce;
}

std::optional<Sealed> Sealer::seal(std::string_view text, const AtHand& /*at_hand*/) {
    if (used_ >= most) return std::nullopt;
    Sealed sealed;
    sealed.bytes = sbc::crypto::seal(key_, next_nonce(side_, used_), {}, sbc::as_bytes(text));
    sealed.nonce = next_nonce(side_, ++used_);
    return sealed;
}

}  // namespace exercise
