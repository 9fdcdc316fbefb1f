#include "crypto/hash.hpp"

#include <cryptopp/sha.h>

#include <algorithm>

#include "base/hex.hpp"

namespace sbc::crypto {
namespace {

using CryptoPP::SHA256;
using CryptoPP::word32;

constexpr std::size_t block_size = 64;                     // what SHA-256 compresses at a time
constexpr std::size_t longest_short = 2 * block_size - 9;  // with its padding, two such blocks

// In the order in which the library's compression takes them: 32-bit numbers, not bytes.
using Words = std::array<word32, block_size / 4>;
struct State {
    alignas(16) std::array<word32, 8> words{};
    State() { SHA256::InitState(words.data()); }
    void add(const Words& block) { SHA256::Transform(words.data(), block.data()); }
};

// SHA-256 of at most two blocks without an object of the library, whose making and wiping costs a
// fifth of the time that the hash of a header takes. The padding is that of FIPS 180-4: one bit, as
// many zeros as it takes, the length in bits.
State short_sha256(ByteView bytes) {
    alignas(16) std::array<std::uint8_t, 2 * block_size> padded{};
    std::copy(bytes.begin(), bytes.end(), padded.begin());
    padded[bytes.size()] = 0x80;
    const std::size_t size = bytes.size() + 9 <= block_size ? block_size : 2 * block_size;
    const Be32 bits = store_be32(static_cast<std::uint32_t>(8 * bytes.size()));
    std::copy(bits.begin(), bits.end(), padded.begin() + static_cast<std::ptrdiff_t>(size - 4));
    State state;
    for (std::size_t at = 0; at < size; at += block_size) {
        alignas(16) Words block;
        for (std::size_t i = 0; i < block.size(); ++i) {
            block[i] = load_be32(ByteView{padded}.subspan(at + 4 * i).first<4>());
        }
        state.add(block);
    }
    return state;
}

// The second round: the words of the first one as they are, and the padding for 32 bytes.
Hash sha256_of(const State& first) {
    alignas(16) Words block{};
    std::copy(first.words.begin(), first.words.end(), block.begin());
    block[8] = 0x80'00'00'00;
    block[15] = 256;
    State second;
    second.add(block);
    Hash hash;
    for (std::size_t i = 0; i < second.words.size(); ++i) {
        const Be32 bytes = store_be32(second.words[i]);
        std::copy(bytes.begin(), bytes.end(),
                  hash.bytes.begin() + static_cast<std::ptrdiff_t>(4 * i));
    }
    return hash;
}

}  // namespace

Hash hash256(ByteView bytes) {
    if (bytes.size() <= longest_short) return sha256_of(short_sha256(bytes));
    Hash hash;
    SHA256 sha;
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
