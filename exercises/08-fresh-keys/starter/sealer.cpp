#include "sealer.hpp"

#include <algorithm>
#include <utility>

namespace exercise {

Sealer::Sealer(AeadKey key, Side side, std::uint64_t used)
    : key_{std::move(key)}, side_{side}, used_{used} {}

std::optional<Sealed> Sealer::seal(std::string_view text, const AtHand& at_hand) {
    // Your turn. So far every text is sealed with the same nonce.
    (void)at_hand;
    const AeadNonce nonce{};
    return Sealed{nonce, sbc::crypto::seal(key_, nonce, {}, sbc::as_bytes(text))};
}

}  // namespace exercise
