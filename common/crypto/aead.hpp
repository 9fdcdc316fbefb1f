#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

namespace sbc::crypto {

// Encryption that notices any change: ChaCha20-Poly1305 (RFC 8439).

using AeadKey = Secret<32>;
// Never used twice with one key: whoever sees both texts could read them, and make others.
using AeadNonce = std::array<std::uint8_t, 12>;
constexpr std::size_t aead_tag_size = 16;

// The ciphertext and, after it, the tag. `context` is not encrypted but must be the same when it is
// opened.
[[nodiscard]] Bytes seal(const AeadKey& key, const AeadNonce& nonce, ByteView context,
                         ByteView plaintext);
// Nothing, if key, nonce, context or any bit of what was sealed is another one.
[[nodiscard]] std::optional<SecretText> open(const AeadKey& key, const AeadNonce& nonce,
                                             ByteView context, ByteView sealed);

}  // namespace sbc::crypto
