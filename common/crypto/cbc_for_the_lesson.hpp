#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

namespace sbc::crypto {

// Encryption as many programs have it that were written before 2010: AES-256 in CBC mode (NIST SP
// 800-38A), and nothing that would notice a change. Whoever flips a bit on the way flips the same
// bit one block later in the text, and may do so without the key. It is here for chapter 08 alone,
// which bends a message with it: never for anything that matters. aead.hpp is.

using CbcBlock = std::array<std::uint8_t, 16>;
// As many blocks as the text needs, with 1 to 16 bytes of padding at its end (PKCS #7).
[[nodiscard]] Bytes cbc_encrypt(const Secret<32>& key, const CbcBlock& first, ByteView plaintext);
// Whatever comes out; empty, if the padding at its end is none, or if these are no blocks.
[[nodiscard]] Bytes cbc_decrypt(const Secret<32>& key, const CbcBlock& first, ByteView ciphertext);

}  // namespace sbc::crypto
