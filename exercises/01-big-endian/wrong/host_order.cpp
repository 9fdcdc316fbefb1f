// Copies the number as it lies in memory: on most machines that is the least significant byte
// first.
#include <cstring>

#include "big_endian.hpp"

namespace exercise {

std::array<std::uint8_t, 4> encode_length(std::uint32_t length) {
    std::array<std::uint8_t, 4> bytes{};
    std::memcpy(bytes.data(), &length, bytes.size());
    return bytes;
}

std::uint32_t decode_length(std::span<const std::uint8_t, 4> bytes) {
    std::uint32_t length = 0;
    for (const std::uint8_t byte : bytes) length = (length << 8) | byte;
    return length;
}

}  // namespace exercise
