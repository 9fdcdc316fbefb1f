#include "chain/target.hpp"

namespace sbc::chain {

std::optional<U256> target_of(Bits bits) {
    const unsigned size = bits.value() >> 24;
    const std::uint64_t digits = bits.value() & 0x007f'ffff;
    const bool negative = (bits.value() & 0x0080'0000) != 0;
    const U256 target = size <= 3 ? U256{digits >> (8 * (3 - size))}
                                  : U256{digits} << static_cast<int>(8 * (size - 3));
    const bool too_big = (size > 34 && digits != 0) || (size > 33 && digits > 0xff) ||
                         (size > 32 && digits > 0xffff);
    if (negative || too_big || target == U256{}) return std::nullopt;
    return target;
}

Bits bits_of(const U256& target) {
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

// Nearly always the highest four bytes tell.
bool meets(const Hash& hash, const U256& target) {
    const auto& bytes = hash.bytes;
    const std::uint32_t top = std::uint32_t{bytes[31]} << 24 | std::uint32_t{bytes[30]} << 16 |
                              std::uint32_t{bytes[29]} << 8 | std::uint32_t{bytes[28]};
    if (top != target.top32()) return top < target.top32();
    return U256::from_le_bytes(hash.bytes) <= target;
}

// 2^256 is one more than fits; 2^256 / (t + 1) = (2^256 - t - 1) / (t + 1) + 1, and ~t is
// 2^256 - 1 - t. The largest target that bits can say is below 2^256 - 1, so t + 1 does not wrap.
U256 work_of(Bits bits) {
    const auto target = target_of(bits);
    if (!target) return U256{};
    return ~*target / (*target + U256{1}) + U256{1};
}

void TargetCache::remember(Bits bits) {
    bits_ = bits;
    meaning_ = {target_of(bits), work_of(bits)};
}

}  // namespace sbc::chain
