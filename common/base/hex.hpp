#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace sbc {

enum class HexError { OddLength, NotHex };

// Two lower-case digits per byte.
[[nodiscard]] std::string to_hex(ByteView bytes);

// Accepts both cases. The refusal names the position of the first wrong character.
[[nodiscard]] Result<Bytes, HexError> from_hex(std::string_view text);

// A 64-bit number as exactly 16 lower-case digits: the only spelling that is read back, so that an
// id has one text.
[[nodiscard]] std::string to_hex64(std::uint64_t number);
[[nodiscard]] std::optional<std::uint64_t> from_hex64(std::string_view text);

}  // namespace sbc
