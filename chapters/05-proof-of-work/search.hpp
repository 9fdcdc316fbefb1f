#pragma once

#include <cstdint>
#include <optional>

#include "block.hpp"

namespace stage {

// #region search-function
// Tries so many nonces, from that of the header on; after the highest comes 0. What comes back is
// the header with the first of them that makes its hash meet its target.
[[nodiscard]] std::optional<Header> search(Header header, std::uint32_t count);

// Where a search that has begun with this header stands after so many tries: each takes the next
// nonce, and when all 2^32 of them have been tried, it is one second later.
[[nodiscard]] Header further(Header header, std::uint64_t tries);
// #endregion search-function

}  // namespace stage
