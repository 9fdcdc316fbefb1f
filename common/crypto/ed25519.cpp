#include "crypto/ed25519.hpp"

#include <cryptopp/donna.h>

#include <algorithm>
#include <utility>

#include "crypto/edwards.hpp"

namespace sbc::crypto {
namespace {

namespace donna = CryptoPP::Donna;

// Numbers of 256 bits, lowest byte first, as RFC 8032 writes them.
using Number = std::array<std::uint8_t, 32>;
using NumberView = std::span<const std::uint8_t, 32>;

constexpr std::uint8_t sign_bit = 0x80;  // of the last byte of a point: whether x is odd

// p = 2^255 − 19, and the order of the group, 2^252 + 27742317777372353535851937790883648493.
constexpr Number prime{0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f};
constexpr Number order{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                       0xa2, 0xde, 0xf9, 0xde, 0x14, 0,    0,    0,    0,    0,    0,
                       0,    0,    0,    0,    0,    0,    0,    0,    0,    0x10};

// The y of the eight points whose eightfold is the neutral point. x and −x share a y, and with it
// stands or falls the sign bit too: the point of y = 1 or y = −1 has x = 0, and may have none.
constexpr std::array<Number, 5> small_order_ys{{
    {1},  // the neutral point
    {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
     0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},  // order 2: y = −1
    {},                                                            // order 4, two points: y = 0
    {0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4,
     0x89, 0xf2, 0xef, 0x98, 0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6,
     0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53, 0xfc, 0x05},  // order 8, four points: ±y
    {0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b,
     0x76, 0x0d, 0x10, 0x67, 0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39,
     0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a},
}};

bool below(NumberView left, const Number& right) {
    return std::lexicographical_compare(left.rbegin(), left.rend(), right.rbegin(), right.rend());
}

Number y_of(NumberView point) {
    Number y{};
    std::copy(point.begin(), point.end(), y.begin());
    y.back() &= static_cast<std::uint8_t>(~sign_bit);
    return y;
}

// Of a key or an R, all of the rule but whether there is a point with this y.
bool canonical_and_large(NumberView point) {
    const Number y = y_of(point);
    return below(y, prime) &&
           std::find(small_order_ys.begin(), small_order_ys.end(), y) == small_order_ys.end();
}

// These two leave the seed and what comes of it on the stack. In functions of their own, so that
// what they leave lies where wipe_dead_stack() looks.
[[gnu::noinline]] void derive_public_key(PublicKey& key, const SigningKey::Seed& seed) {
    donna::ed25519_publickey(key.bytes.data(), seed.reveal().data());
}
[[gnu::noinline]] void sign_by_library(Signature& signature, ByteView message,
                                       const SigningKey::Seed& seed, const PublicKey& key) {
    donna::ed25519_sign(message.data(), message.size(), seed.reveal().data(), key.bytes.data(),
                        signature.bytes.data());
}

}  // namespace

bool valid(const PublicKey& key) {
    return canonical_and_large(key.bytes) && edwards::is_y_of_a_point(y_of(key.bytes));
}

// That the key is a point, and that R is the one that comes out, byte for byte, is the library's
// part of the rule; the rest it does not look at.
bool verify(const PublicKey& key, ByteView message, const Signature& signature) {
    const std::span<const std::uint8_t, 64> bytes{signature.bytes};
    return canonical_and_large(bytes.first<32>()) && below(bytes.last<32>(), order) &&
           canonical_and_large(key.bytes) &&
           donna::ed25519_sign_open(message.data(), message.size(), key.bytes.data(),
                                    bytes.data()) == 0;
}

bool verify(const PublicKey& key, ByteView message, ByteView signature) {
    Signature sized;
    if (signature.size() != sized.bytes.size()) return false;
    std::copy(signature.begin(), signature.end(), sized.bytes.begin());
    return verify(key, message, sized);
}

SigningKey::SigningKey(Seed seed) : seed_{std::move(seed)} {
    derive_public_key(public_key_, seed_);
    wipe_dead_stack();
}

Signature SigningKey::sign(ByteView message) const {
    Signature signature;
    sign_by_library(signature, message, seed_, public_key_);
    wipe_dead_stack();
    return signature;
}

}  // namespace sbc::crypto
