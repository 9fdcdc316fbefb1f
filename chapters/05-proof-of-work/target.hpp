#pragma once

#include "base/u256.hpp"
#include "block.hpp"

namespace stage {

// #region target
// The number below or at which the hash of a header must lie, out of the four bytes in which a
// header says it: the highest is a size in bytes, the other three are the number's first digits.
//
//     0x1f00ffff  is  00ffff, in 0x1f = 31 bytes:  0000ffff00…00  (64 digits)
//
// Refused: nothing, a negative number (the format has a sign), and one beyond 256 bits.
[[nodiscard]] sbc::Result<sbc::U256, BlockError> target_of(Bits bits);
// The other way. Digits that do not fit are lost: the result may be a little smaller, never larger.
[[nodiscard]] Bits bits_of(const sbc::U256& target);

// Whether this hash, read as a number with the lowest byte first, is small enough.
[[nodiscard]] bool meets(const Hash& hash, const sbc::U256& target);
// How many hashes one has to try for such a target, on average: 2^256 / (target + 1).
// Nothing for bits that are no target.
[[nodiscard]] sbc::U256 work_of(Bits bits);
// #endregion target

}  // namespace stage
