// Reads the last byte as the most significant one.
#include "big_endian.hpp"

namespace exercise {

std::array<std::uint8_t, 4> encode_length(std::uint32_t length) {
    return {static_cast<std::uint8_t>(length >> 24), static_cast<std::uint8_t>(length >> 16),
            static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
}

std::uint32_t decode_length(std::span<const std::uint8_t, 4> bytes) {
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length |= std::uint32_t{bytes[i]} << (8 * i);
    return length;
}

}  // namespace exercise
