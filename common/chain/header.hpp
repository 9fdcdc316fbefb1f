#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/strong.hpp"
#include "crypto/hash.hpp"

namespace sbc::chain {

using crypto::Hash;
using Bits = Strong<struct BitsTag, std::uint32_t>;    // a target in four bytes: target.hpp
using Nonce = Strong<struct NonceTag, std::uint32_t>;  // what a miner tries
// How many blocks lie below a block: 0 is the genesis block. No header says it; counting does.
using Height = Strong<struct HeightTag, std::uint64_t>;
[[nodiscard]] constexpr Height above(Height height) { return Height{height.value() + 1}; }
[[nodiscard]] constexpr Height below(Height height) { return Height{height.value() - 1}; }

// What is hashed of a block (lesson 05), exactly as Bitcoin has it: 80 bytes, the numbers with
// their lowest byte first (developer.bitcoin.org/reference/block_chain.html).
//
//     0  version      4 bytes
//     4  previous     32   the hash of the header before this one
//    36  merkle_root  32   of the transactions: merkle.hpp
//    68  time         4    seconds since 1970, unsigned: until 2106
//    72  bits         4    the target at or below which this header's hash lies
//    76  nonce        4
struct Header {
    std::uint32_t version = 1;
    Hash previous;
    Hash merkle_root;
    std::chrono::sys_seconds time;
    Bits bits;
    Nonce nonce;
    friend bool operator==(const Header&, const Header&) = default;
};
constexpr std::size_t header_size = 80;
using HeaderBytes = std::array<std::uint8_t, header_size>;

// The times that four bytes can say: from the first second of 1970 to one in February 2106.
constexpr std::chrono::sys_seconds last_time{std::chrono::seconds{0xffff'ffff}};
[[nodiscard]] constexpr bool time_fits(std::chrono::sys_seconds time) {
    return time >= std::chrono::sys_seconds{} && time <= last_time;
}

// Every 80 bytes are a header, and each header has one form. Its time fits.
[[nodiscard]] HeaderBytes encode(const Header& header);
[[nodiscard]] Header decode_header(std::span<const std::uint8_t, header_size> bytes);

// hash256 of the 80 bytes. It is computed each time: who needs it twice keeps it.
[[nodiscard]] Hash hash_of(const Header& header);

}  // namespace sbc::chain
