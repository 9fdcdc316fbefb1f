#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

namespace sbc::crypto {

// A key out of a shared secret, one for each purpose: HKDF-SHA-256 (RFC 5869). Everything that the
// key shall be bound to stands in `info`. The secret has a key's strength already: a pass phrase is
// for scrypt.
[[nodiscard]] Secret<32> hkdf_sha256(ByteView secret, ByteView salt, ByteView info);

constexpr std::size_t hkdf_longest = std::size_t{255} * 32;
// Fills `out`. Throws std::length_error for more than hkdf_longest bytes: a mistake of the
// program's.
void hkdf_sha256(ByteView secret, ByteView salt, ByteView info, std::span<std::uint8_t> out);

}  // namespace sbc::crypto
