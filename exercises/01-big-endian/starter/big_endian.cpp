#include "big_endian.hpp"

namespace exercise {

std::array<std::uint8_t, 4> encode_length(std::uint32_t length) {
    // Your turn: cut the length into four bytes. The shift operator >> brings the byte you want to
    // the right end of the number; static_cast<std::uint8_t> keeps only that byte.
    (void)length;
    return {0, 0, 0, 0};
}

std::uint32_t decode_length(std::span<const std::uint8_t, 4> bytes) {
    // Your turn: put the four bytes together again.
    (void)bytes;
    return 0;
}

}  // namespace exercise
