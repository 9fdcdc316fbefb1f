// The limit that mining_bench measures against: the library's compression twice for each nonce, the
// midstate computed once. It contains none of the course's code.
#pragma once

#include <cryptopp/sha.h>

#include <algorithm>
#include <cstdint>

// How many of so many nonces give a hash whose highest 32 bits are zero.
inline std::uint32_t bare_mining(std::uint32_t count) {
    using CryptoPP::SHA256, CryptoPP::word32;
    alignas(16) word32 header[32]{1, 2, 3};  // 80 bytes and their padding, in the library's order
    header[20] = 0x8000'0000;
    header[31] = 640;
    alignas(16) word32 again[16]{};
    again[8] = 0x8000'0000;
    again[15] = 256;
    alignas(16) word32 start[8], midstate[8], hash[8];
    SHA256::InitState(start);
    std::copy_n(start, 8, midstate);
    SHA256::Transform(midstate, header);
    std::uint32_t found = 0;
    for (std::uint32_t nonce = 0; nonce < count; ++nonce) {
        header[19] = __builtin_bswap32(nonce);
        std::copy_n(midstate, 8, again);
        SHA256::Transform(again, header + 16);
        std::copy_n(start, 8, hash);
        SHA256::Transform(hash, again);
        found += hash[7] == 0 ? 1 : 0;
    }
    return found;
}
