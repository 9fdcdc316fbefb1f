#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

#include "crypto/ed25519.hpp"
#include "ledger/transaction.hpp"

namespace sbc::ledger {

// What nobody else may know of a hash table: 128 random bits, other ones in each process, handed in
// by the program.
struct HashSeed {
    std::uint64_t first = 0;
    std::uint64_t second = 0;
};

// SipHash-2-4 (Aumasson and Bernstein, 2012) over words of 64 bits. A stranger can try transactions
// until their ids end alike, for a million tries each; in a table that looks at those ends, all of
// them lie in one place, and finding one means to pass the others. Without the seed nobody can tell
// where in the table anything lies.
class SipHash {
public:
    explicit constexpr SipHash(const HashSeed& seed)
        : v0_{seed.first ^ 0x736f6d6570736575},
          v1_{seed.second ^ 0x646f72616e646f6d},
          v2_{seed.first ^ 0x6c7967656e657261},
          v3_{seed.second ^ 0x7465646279746573} {}

    constexpr void add(std::uint64_t word) {
        v3_ ^= word;
        round();
        round();
        v0_ ^= word;
    }
    // The last word holds the bytes that were left, fewer than eight, and above them how many bytes
    // there were in all.
    [[nodiscard]] constexpr std::uint64_t finish(std::uint64_t left, std::uint64_t bytes) {
        add(left | bytes << 56);
        v2_ ^= 0xff;
        for (int i = 0; i < 4; ++i) round();
        return v0_ ^ v1_ ^ v2_ ^ v3_;
    }

private:
    constexpr void round() {
        v0_ += v1_;
        v2_ += v3_;
        v1_ = std::rotl(v1_, 13) ^ v0_;
        v3_ = std::rotl(v3_, 16) ^ v2_;
        v0_ = std::rotl(v0_, 32);
        v2_ += v1_;
        v0_ += v3_;
        v1_ = std::rotl(v1_, 17) ^ v2_;
        v3_ = std::rotl(v3_, 21) ^ v0_;
        v2_ = std::rotl(v2_, 32);
    }
    std::uint64_t v0_, v1_, v2_, v3_;
};

// Adds four words of 32 bytes. Which byte of a word is the lowest does not matter here: the values
// never leave the process.
inline void add_bytes(SipHash& hash, std::span<const std::uint8_t, 32> bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, &bytes[at], sizeof word);
        hash.add(word);
    }
}

// For the tables of this layer. noexcept, so that the library's nodes need not remember it.
struct KeyedHash {
    HashSeed seed;

    std::size_t operator()(const Outpoint& outpoint) const noexcept {
        SipHash hash{seed};
        add_bytes(hash, outpoint.transaction.bytes);
        return hash.finish(outpoint.index, 36);
    }
    std::size_t operator()(const Hash& value) const noexcept { return of(value.bytes); }
    std::size_t operator()(const PublicKey& key) const noexcept { return of(key.bytes); }

private:
    [[nodiscard]] std::size_t of(std::span<const std::uint8_t, 32> bytes) const noexcept {
        SipHash hash{seed};
        add_bytes(hash, bytes);
        return hash.finish(0, 32);
    }
};

}  // namespace sbc::ledger
