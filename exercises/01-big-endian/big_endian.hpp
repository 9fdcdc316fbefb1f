#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace exercise {

// The four bytes that stand for this length on the wire, the most significant first.
std::array<std::uint8_t, 4> encode_length(std::uint32_t length);

// The length that these four bytes stand for.
std::uint32_t decode_length(std::span<const std::uint8_t, 4> bytes);

}  // namespace exercise
