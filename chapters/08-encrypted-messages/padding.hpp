#pragma once

#include <array>
#include <span>
#include <string>

#include "base/result.hpp"
#include "mail_error.hpp"

namespace stage {

// #region padding
// How long a text is says something about it: "yes" is shorter than "no, because…". So all texts
// are made as long as the shortest of a few sizes: its length in two bytes, the text, and zeros.
inline constexpr std::array<std::size_t, 4> size_classes{512, 1'024, 2'048, 4'096};

// TooLong: it fits into none of them.
[[nodiscard]] sbc::Result<std::string, MailError> pad(
    std::string_view text, std::span<const std::size_t> sizes = size_classes);
// Malformed: not what pad() makes of any text.
[[nodiscard]] sbc::Result<std::string, MailError> unpad(
    std::string_view padded, std::span<const std::size_t> sizes = size_classes);
// #endregion padding

}  // namespace stage
