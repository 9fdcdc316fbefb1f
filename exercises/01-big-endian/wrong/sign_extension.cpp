// Takes each byte for a char: where char is signed, 0xc8 becomes -56.
#include "big_endian.hpp"

namespace exercise {

std::array<std::uint8_t, 4> encode_length(std::uint32_t length) {
    return {static_cast<std::uint8_t>(length >> 24), static_cast<std::uint8_t>(length >> 16),
            static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
}

std::uint32_t decode_length(std::span<const std::uint8_t, 4> bytes) {
    std::uint32_t length = 0;
    for (const std::uint8_t byte : bytes) {
        const auto character = static_cast<signed char>(byte);
        length = (length << 8) + static_cast<std::uint32_t>(character);
    }
    return length;
}

}  // namespace exercise
