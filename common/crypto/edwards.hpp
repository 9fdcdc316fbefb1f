#pragma once

#include <cstdint>
#include <span>

namespace sbc::crypto::edwards {

// Whether a point of Ed25519's curve has this y (32 bytes, the lowest first; a number below
// p = 2^255 − 19, without the bit for the sign of x): about a half of all numbers do.
//
// Public numbers only: how long it takes says what they are. The library can tell only together
// with a whole verification, or by its big integers; here it takes a tenth of that, and is asked
// for each output of each transaction.
[[nodiscard]] bool is_y_of_a_point(std::span<const std::uint8_t, 32> y);

}  // namespace sbc::crypto::edwards
