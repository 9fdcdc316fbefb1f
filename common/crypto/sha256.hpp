#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/bytes.hpp"
#include "crypto/hash.hpp"

// The inside of SHA-256 (FIPS 180-4), for those in this folder who hash short things very often. An
// object of the library costs a fifth of the time that the hash of a header takes.
namespace sbc::crypto::sha256 {

constexpr std::size_t block_size = 64;  // what is compressed at a time

// In the order in which the library compresses them: 32-bit numbers, not bytes.
struct Block {
    alignas(16) std::array<std::uint32_t, block_size / 4> words{};
};
[[nodiscard]] constexpr Block block_of(std::span<const std::uint8_t, block_size> bytes) {
    Block block;
    for (std::size_t i = 0; i < block.words.size(); ++i) {
        block.words[i] = load_be32(std::span<const std::uint8_t, 4>{bytes.subspan(4 * i, 4)});
    }
    return block;
}

// What has been hashed so far; after the last block, the hash.
struct State {
    alignas(16) std::array<std::uint32_t, 8> words{0x6a09'e667, 0xbb67'ae85, 0x3c6e'f372,
                                                   0xa54f'f53a, 0x510e'527f, 0x9b05'688c,
                                                   0x1f83'd9ab, 0x5be0'cd19};
    void add(const Block& block);  // by the library's compression
};

// The padding: one bit, as many zeros as it takes, the length in bits.
constexpr std::uint32_t padding_bit = 0x8000'0000;
// 32 bytes that are still zeros, and their padding. A constant in memory, not in the code: it is
// copied more quickly than it is made.
extern const Block padded_hash;

// The second round of a double hash: the words of the first one as they are, and their padding.
[[nodiscard]] inline State hashed_again(const State& first) {
    Block block = padded_hash;
    for (std::size_t i = 0; i < first.words.size(); ++i) block.words[i] = first.words[i];
    State second;
    second.add(block);
    return second;
}
[[nodiscard]] Hash hash_of(const State& last);

}  // namespace sbc::crypto::sha256
