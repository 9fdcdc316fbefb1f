// Divides by the largest byte, 255, where it should divide by the number of bytes there are, 256.
#include "big_endian.hpp"

namespace exercise {

std::array<std::uint8_t, 4> encode_length(std::uint32_t length) {
    return {static_cast<std::uint8_t>((length >> 24) % 255),
            static_cast<std::uint8_t>((length >> 16) % 256 % 255),
            static_cast<std::uint8_t>((length >> 8) % 256 % 255),
            static_cast<std::uint8_t>(length % 256 % 255)};
}

std::uint32_t decode_length(std::span<const std::uint8_t, 4> bytes) {
    std::uint32_t length = 0;
    for (const std::uint8_t byte : bytes) length = (length << 8) | byte;
    return length;
}

}  // namespace exercise
