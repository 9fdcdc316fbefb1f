#pragma once

#include <cstdint>
#include <span>

#include "crypto/hash.hpp"
#include "crypto/sha256.hpp"

namespace sbc::crypto {

// Hashes a header of 80 bytes again and again, each time with another nonce in its last four bytes
// (lowest first). SHA-256 takes 64 bytes at a time, and the first 64 are always the same: what they
// leave behind, the midstate, is computed once. Does not change, so it serves any thread.
class Midstate {
public:
    explicit Midstate(std::span<const std::uint8_t, 80> header);

    // hash256 of the header with this nonce.
    [[nodiscard]] Hash hash(std::uint32_t nonce) const { return sha256::hash_of(state(nonce)); }
    // The highest 32 bits of that hash, read as a number with the lowest byte first. Nearly every
    // hash is too large by these alone, and nothing else of it is made then.
    [[nodiscard]] std::uint32_t top(std::uint32_t nonce) const {
        return turned(state(nonce).words.back());
    }

private:
    // The four bytes of a number in the opposite order.
    [[nodiscard]] static constexpr std::uint32_t turned(std::uint32_t word) {
        return word << 24 | (word & 0xff00) << 8 | (word >> 8 & 0xff00) | word >> 24;
    }
    // Stands here because a miner's loop is faster by a hundredth without a call.
    [[nodiscard]] sha256::State state(std::uint32_t nonce) const {
        sha256::Block rest = rest_;
        rest.words[3] = turned(nonce);
        sha256::State state = first_;
        state.add(rest);
        return sha256::hashed_again(state);
    }

    sha256::State first_;  // the midstate
    sha256::Block rest_;   // what follows, with its padding
};

}  // namespace sbc::crypto
