// Headers to search for a nonce, and how long that takes.
// To be included after a miner_kit.hpp, which says whose headers they are.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "base/bytes.hpp"
#include "catch.hpp"

namespace scene {

using namespace std::chrono_literals;

// How many hashes these take on average.
constexpr Bits no_work{0x207f'ffff};      // two
constexpr Bits little_work{0x2000'ffff};  // 256
constexpr Bits some_work{0x1f00'ffff};    // 65,536
constexpr Bits endless_work{0x0300'0001};

// Headers with different numbers share no hash.
inline Header header(std::uint64_t number, Bits bits, Nonce first = {}) {
    Header header;
    header.previous = sbc::crypto::hash256(sbc::as_bytes(std::to_string(number)));
    header.time = std::chrono::sys_seconds{1'231'006'505s};
    header.bits = bits;
    header.nonce = first;
    return header;
}

inline bool meets_target(const Header& header) {
    return meets(hash_of(header), target_of(header.bits).value());
}

// The first solution at or after this header, with one nonce after the other and no search().
inline Header first_solution(Header header) {
    while (!meets_target(header)) header.nonce = Nonce{header.nonce.value() + 1};
    return header;
}

}  // namespace scene

// Headers are compared as what is hashed of them.
inline bool same(const scene::Header& a, const scene::Header& b) { return encode(a) == encode(b); }
