#pragma once

#include <cstdint>
#include <optional>

#include "block.hpp"

namespace stage {

// #region search-function
// Tries so many nonces, from that of the header on; after the highest comes 0. What comes back is
// the header with the first of them that makes its hash meet its target.
[[nodiscard]] std::optional<Header> search(Header header, std::uint32_t count);
// #endregion search-function

}  // namespace stage
