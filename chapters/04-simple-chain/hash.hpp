#pragma once

#include <array>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace stage {

// #region hash
// 32 bytes that stand for any number of others: change one bit of those, and these are new.
struct Hash {
    std::array<std::uint8_t, 32> bytes{};
    friend auto operator<=>(const Hash&, const Hash&) = default;
};

// SHA-256 of the SHA-256, as Bitcoin does it.
[[nodiscard]] Hash hash256(sbc::ByteView bytes);

// 64 digits, the last byte first: Bitcoin shows hashes that way, and chapter 05 will say why.
[[nodiscard]] std::string to_text(const Hash& hash);
[[nodiscard]] std::optional<Hash> hash_from_text(std::string_view digits);
// #endregion hash

}  // namespace stage
