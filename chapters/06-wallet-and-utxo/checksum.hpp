#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace stage {

// #region checksum
// Numbers below 32, one for each character: what an address consists of.
using Groups = std::vector<std::uint8_t>;

// The six groups that, written after these, make them whole (BIP 350). Wherever up to four
// characters are wrong, they are whole no longer.
constexpr std::size_t checksum_length = 6;
[[nodiscard]] Groups checksum_of(std::string_view prefix, const Groups& groups);
// Whether these groups, the last six among them, are whole.
[[nodiscard]] bool whole(std::string_view prefix, const Groups& groups);
// #endregion checksum

}  // namespace stage
