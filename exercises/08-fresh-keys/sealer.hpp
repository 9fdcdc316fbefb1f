#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.hpp"
#include "crypto/aead.hpp"

namespace exercise {

using sbc::crypto::AeadKey;
using sbc::crypto::AeadNonce;

enum class Side : std::uint8_t { Caller = 0, Called = 1 };

// What travels. The nonce is no secret: without it the other side could not open the text.
struct Sealed {
    AeadNonce nonce{};
    sbc::Bytes bytes;
};
// What else a program has at hand when it seals something.
struct AtHand {
    std::uint32_t seconds = 0;  // by the clock, since 1970
    std::uint8_t dice = 0;      // one byte that nobody can foresee
};

// One side of a talk in which many texts are sealed with one key. Both sides have that key, and
// each seals with a Sealer of its own.
class Sealer {
public:
    // So many can be sealed by one side: 2^32, numbered from 0.
    static constexpr std::uint64_t most = std::uint64_t{1} << 32;

    // `used`: how many texts this side has sealed with this key before. It stands in a file, and
    // is read from there when the program starts again.
    Sealer(AeadKey key, Side side, std::uint64_t used);

    // Nothing, if all numbers have been used.
    [[nodiscard]] std::optional<Sealed> seal(std::string_view text, const AtHand& at_hand);
    [[nodiscard]] std::uint64_t used() const { return used_; }
    [[nodiscard]] Side side() const { return side_; }

private:
    AeadKey key_;
    Side side_;
    std::uint64_t used_ = 0;
};

}  // namespace exercise
