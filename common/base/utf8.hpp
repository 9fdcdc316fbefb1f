#pragma once

#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace sbc {

// Whether these bytes are well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing
// above U+10FFFF, nothing cut off at the end.
[[nodiscard]] bool is_utf8(ByteView bytes);

// Text that came from elsewhere, made safe to show: control characters (also the C1 ones, which
// some terminals obey, and those that turn the direction of text) and bytes that are not UTF-8
// become '?', and what exceeds max_bytes is cut at a character, with "…" in its place.
[[nodiscard]] std::string printable(std::string_view text, std::size_t max_bytes = 400);

}  // namespace sbc
