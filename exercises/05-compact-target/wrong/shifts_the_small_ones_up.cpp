// Shifts to the left whatever the size is.
#include "target.hpp"

namespace stage {

sbc::Result<sbc::U256, BlockError> target_of(Bits bits) {
    const int size = static_cast<int>(bits.value() >> 24);
    const std::uint64_t digits = bits.value() & 0x007f'ffff;
    const sbc::U256 target =
        size <= 3 ? sbc::U256{digits << (8 * (3 - size))} : sbc::U256{digits} << (8 * (size - 3));
    const bool negative = (bits.value() & 0x0080'0000) != 0;
    const bool too_big = (size > 34 && digits != 0) || (size > 33 && digits > 0xff) ||
                         (size > 32 && digits > 0xffff);
    if (negative || too_big || target == sbc::U256{0}) {
        return sbc::refuse(BlockError::BadTarget, "its bits are not the target of any hash");
    }
    return target;
}

Bits bits_of(const sbc::U256& target) {
    unsigned size = (target.bit_length() + 7) / 8;
    auto digits = static_cast<std::uint32_t>(
        size <= 3 ? target.low64() << (8 * (3 - size))
                  : (target >> static_cast<int>(8 * (size - 3))).low64());
    if ((digits & 0x0080'0000) != 0) {  // that bit is the sign: one more byte, and one digit less
        digits >>= 8;
        ++size;
    }
    return Bits{size << 24 | digits};
}

bool meets(const Hash& hash, const sbc::U256& target) {
    return sbc::U256::from_le_bytes(hash.bytes) <= target;
}

// 2^256 is one more than fits; 2^256 / (t + 1) = (2^256 - t - 1) / (t + 1) + 1, and ~t is
// 2^256 - 1 - t.
sbc::U256 work_of(Bits bits) {
    const auto target = target_of(bits);
    if (!target) return sbc::U256{0};
    return ~*target / (*target + sbc::U256{1}) + sbc::U256{1};
}

}  // namespace stage
