#include "checksum.hpp"

#include <array>

namespace stage {

// What is left of groups that are whole.
[[maybe_unused]] static constexpr std::uint32_t remainder_of_what_is_whole = 0x2bc8'30a3;

// What comes back in below for each bit of the group that was pushed out, the lowest bit first.
[[maybe_unused]] static constexpr std::array<std::uint32_t, 5> generator{
    0x3b6a'57b2, 0x2650'8e6d, 0x1ea1'19fa, 0x3d42'33dd, 0x2a14'62b3};

Groups checksum_of(std::string_view prefix, const Groups& groups) {
    // Your turn. This is the sum, as one learns it at school.
    (void)prefix;
    std::uint32_t sum = 0;
    for (const std::uint8_t group : groups) sum += group;
    Groups checksum(checksum_length);
    checksum.back() = static_cast<std::uint8_t>(sum % 32);
    return checksum;
}

bool whole(std::string_view prefix, const Groups& groups) {
    // Your turn.
    (void)prefix;
    std::uint32_t sum = 0;
    for (const std::uint8_t group : groups) sum += group;
    return sum % 32 == 0;
}

}  // namespace stage
