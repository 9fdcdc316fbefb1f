#include "target.hpp"

namespace stage {

sbc::Result<sbc::U256, BlockError> target_of(Bits bits) {
    // Your turn. A refusal is made like this:
    //   return sbc::refuse(BlockError::BadTarget, "its bits are not the target of any hash");
    return sbc::U256{bits.value()};
}

Bits bits_of(const sbc::U256& target) {
    // Your turn: target.bit_length() says how long it is, low64() gives its last 64 bits.
    return Bits{static_cast<std::uint32_t>(target.low64())};
}

bool meets(const Hash& hash, const sbc::U256& target) {
    // Your turn. This is how it begins: two things that do not have the same form yet.
    return hash.bytes == target.to_le_bytes();
}

sbc::U256 work_of(Bits bits) {
    // Your turn: 2^256 / (target + 1), though 2^256 does not fit into 256 bits.
    return sbc::U256{bits.value()};
}

}  // namespace stage
