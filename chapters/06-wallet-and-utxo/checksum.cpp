#include "checksum.hpp"

#include <array>
#include <cstddef>

namespace stage {

namespace {

// #region division
// One step of a division of polynomials, whose coefficients are groups of five bits. The remainder
// has six of them: 30 bits. What is pushed out at the top comes back in below, multiplied.
std::uint32_t step(std::uint32_t remainder, std::uint8_t group) {
    constexpr std::array<std::uint32_t, 5> generator{0x3b6a'57b2, 0x2650'8e6d, 0x1ea1'19fa,
                                                     0x3d42'33dd, 0x2a14'62b3};
    const std::uint32_t top = remainder >> 25;
    remainder = (remainder & 0x1ff'ffff) << 5 ^ group;
    for (std::size_t i = 0; i < generator.size(); ++i) {
        if ((top >> i & 1) == 1) remainder ^= generator[i];
    }
    return remainder;
}

// The prefix counts as well, in two parts, so that an address of another coin is none of ours.
std::uint32_t remainder_of(std::string_view prefix, const Groups& groups) {
    std::uint32_t remainder = 1;
    for (const char c : prefix) remainder = step(remainder, static_cast<std::uint8_t>(c >> 5));
    remainder = step(remainder, 0);
    for (const char c : prefix) remainder = step(remainder, static_cast<std::uint8_t>(c & 31));
    for (const std::uint8_t group : groups) remainder = step(remainder, group);
    return remainder;
}
// #endregion division

}  // namespace

// #region checksum-functions
constexpr std::uint32_t remainder_of_what_is_whole = 0x2bc8'30a3;  // BIP 350

Groups checksum_of(std::string_view prefix, const Groups& groups) {
    Groups padded = groups;
    padded.resize(groups.size() + checksum_length);
    const std::uint32_t missing = remainder_of(prefix, padded) ^ remainder_of_what_is_whole;
    Groups checksum;
    for (int shift = 25; shift >= 0; shift -= 5) {
        checksum.push_back(static_cast<std::uint8_t>(missing >> shift & 31));
    }
    return checksum;
}

bool whole(std::string_view prefix, const Groups& groups) {
    return remainder_of(prefix, groups) == remainder_of_what_is_whole;
}
// #endregion checksum-functions

}  // namespace stage
