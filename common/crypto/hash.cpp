#include "crypto/hash.hpp"

#include <cryptopp/sha.h>

#include <algorithm>

#include "base/hex.hpp"
#include "crypto/sha256.hpp"

namespace sbc::crypto {
namespace {

using sha256::block_size;
constexpr std::size_t longest_short = 2 * block_size - 9;  // with its padding, two such blocks

// SHA-256 of at most two blocks, without an object of the library.
sha256::State short_sha256(ByteView bytes) {
    std::array<std::uint8_t, 2 * block_size> padded{};
    std::copy(bytes.begin(), bytes.end(), padded.begin());
    padded[bytes.size()] = 0x80;
    const std::size_t size = bytes.size() + 9 <= block_size ? block_size : 2 * block_size;
    const Be32 bits = store_be32(static_cast<std::uint32_t>(8 * bytes.size()));
    std::copy(bits.begin(), bits.end(), padded.begin() + static_cast<std::ptrdiff_t>(size - 4));
    const std::span<const std::uint8_t, 2 * block_size> blocks{padded};
    sha256::State state;
    state.add(sha256::block_of(blocks.first<block_size>()));
    if (size > block_size) state.add(sha256::block_of(blocks.last<block_size>()));
    return state;
}

}  // namespace

Hash hash256(ByteView bytes) {
    if (bytes.size() <= longest_short)
        return sha256::hash_of(sha256::hashed_again(short_sha256(bytes)));
    Hash hash;
    CryptoPP::SHA256 sha;
    sha.CalculateDigest(hash.bytes.data(), bytes.data(), bytes.size());
    sha.CalculateDigest(hash.bytes.data(), hash.bytes.data(), hash.bytes.size());
    return hash;
}

std::string to_text(const Hash& hash) {
    Hash turned = hash;
    std::reverse(turned.bytes.begin(), turned.bytes.end());
    return to_hex(turned.bytes);
}

std::optional<Hash> hash_from_text(std::string_view digits) {
    Hash hash;
    if (digits.size() != 2 * hash.bytes.size())
        return std::nullopt;  // before anything is allocated
    const auto bytes = from_hex(digits);
    if (!bytes) return std::nullopt;
    std::reverse_copy(bytes->begin(), bytes->end(), hash.bytes.begin());
    if (to_text(hash) != digits) return std::nullopt;  // upper case: another spelling
    return hash;
}

}  // namespace sbc::crypto
