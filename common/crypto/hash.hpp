#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"

namespace sbc::crypto {

// 32 bytes that stand for any number of others (lesson 04). Ordered, so that it can be a key: in a
// std::map strangers who choose what is hashed cannot make look-ups slow.
struct Hash {
    std::array<std::uint8_t, 32> bytes{};
    friend auto operator<=>(const Hash&, const Hash&) = default;
};

// SHA-256 of the SHA-256, as Bitcoin does it.
[[nodiscard]] Hash hash256(ByteView bytes);

// 64 lower-case digits, the last byte first, as Bitcoin shows hashes: the only spelling that is
// read back.
[[nodiscard]] std::string to_text(const Hash& hash);
[[nodiscard]] std::optional<Hash> hash_from_text(std::string_view digits);

}  // namespace sbc::crypto
