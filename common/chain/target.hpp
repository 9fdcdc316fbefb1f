#pragma once

#include <optional>

#include "base/u256.hpp"
#include "chain/header.hpp"

namespace sbc::chain {

// The number at or below which the hash of a header must lie, out of the four bytes in which the
// header says it (lesson 05): the highest byte is a size in bytes, the other three are the number's
// first digits. 0x1f00ffff is 00ffff in 0x1f = 31 bytes: 0000ffff00…00 (64 hex digits).
//
// Nothing: it is 0, negative (the digits' highest bit is a sign), or has more than 256 bits; as in
// Bitcoin (developer.bitcoin.org/reference/block_chain.html#target-nbits). Many bits mean the same
// target; a block must have exactly those that are due.
[[nodiscard]] std::optional<U256> target_of(Bits bits);

// The one form in which a target is due. Digits that do not fit are lost: what is read back may be
// a little smaller, never larger.
[[nodiscard]] Bits bits_of(const U256& target);

// Whether this hash, read as a number with the lowest byte first, is at or below the target.
[[nodiscard]] bool meets(const Hash& hash, const U256& target);

// How many hashes such a target takes on average: 2^256 / (target + 1), rounded down. 0 for bits
// that are no target. A division of 256 bits, about as long as a hash: see TargetCache.
[[nodiscard]] U256 work_of(Bits bits);

// What bits mean, computed once for as long as they stay the same, as they do for a whole interval.
class TargetCache {
public:
    struct Meaning {
        std::optional<U256> target;
        U256 work;  // 0 without a target
    };
    [[nodiscard]] const Meaning& meaning_of(Bits bits) {
        if (bits != bits_) remember(bits);
        return meaning_;
    }

private:
    void remember(Bits bits);

    Bits bits_{};  // 0 is no target, and that is how it begins
    Meaning meaning_;
};

}  // namespace sbc::chain
