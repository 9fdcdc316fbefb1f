#pragma once

#include <array>
#include <compare>
#include <cstdint>

#include "base/bytes.hpp"
#include "crypto/secret.hpp"

namespace sbc::crypto {

// Signatures by Ed25519 (RFC 8032), with one exact rule for what holds, since all must agree on it:
//
//   the signature has 64 bytes: R, then S, lowest byte first; S lies below the order L of the
//   group; R and the key are the canonical encodings of points, neither of small order; R is, as
//   bytes, the encoding of S·B − k·A, where A is the key's point and k = SHA-512(R, key, message)
//   modulo L. There is no cofactor: a difference of small order counts.
//
// Canonical: y is below p = 2^255 − 19, and the sign bit is not set where x is zero. Small order:
// the point times 8 is the neutral one. Libraries differ in each of these; Crypto++ takes far more.

// A public key. It says who may spend: an address is its spelling (lesson 06).
struct PublicKey {
    std::array<std::uint8_t, 32> bytes{};
    friend auto operator<=>(const PublicKey&, const PublicKey&) = default;
};

struct Signature {
    std::array<std::uint8_t, 64> bytes{};
    friend auto operator<=>(const Signature&, const Signature&) = default;
};

// Whether these bytes can be somebody's key at all: a point, canonical, not of small order. A
// mistyped key is a point as often as not: what finds it is the checksum of an address.
[[nodiscard]] bool valid(const PublicKey& key);

// Whether this key's owner has signed this message, by the rule above.
[[nodiscard]] bool verify(const PublicKey& key, ByteView message, const Signature& signature);
// The same for a signature as it came: any other length than 64 is refused.
[[nodiscard]] bool verify(const PublicKey& key, ByteView message, ByteView signature);

// What signs. The seed is all there is to keep: 32 bytes from a cryptographic random source.
// Signing needs no randomness; the same message has the same signature.
class SigningKey {
public:
    using Seed = Secret<32>;
    explicit SigningKey(Seed seed);

    [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
    [[nodiscard]] Signature sign(ByteView message) const;
    [[nodiscard]] const Seed& seed() const { return seed_; }

private:
    Seed seed_;
    PublicKey public_key_;
};

}  // namespace sbc::crypto
