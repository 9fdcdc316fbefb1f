#include "crypto/random_bytes.hpp"

#include <cryptopp/osrng.h>

namespace sbc::crypto {

void fill_with_random(std::span<std::uint8_t> bytes) {
    // Reads what the system offers each time anew, and throws CryptoPP::OS_RNG_Err if it cannot.
    constexpr bool blocking = false;  // the other one waits for entropy that nobody needs
    CryptoPP::OS_GenerateRandomBlock(blocking, bytes.data(), bytes.size());
}

}  // namespace sbc::crypto
