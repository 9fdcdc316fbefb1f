#pragma once

#include <compare>
#include <cstddef>

#include "ledger/amount.hpp"

namespace sbc::node {

using ledger::Amount;

// So many points for so many bytes, at least one. Compared as fractions, exactly: the whole points
// for a byte first, then what is left over, whose products are small (bytes below 2^32).
struct FeeRate {
    Amount fee;
    std::size_t bytes = 1;

    friend constexpr std::weak_ordering operator<=>(const FeeRate& one, const FeeRate& other) {
        const auto whole = one.fee.value() / one.bytes <=> other.fee.value() / other.bytes;
        if (whole != 0) return whole;
        return one.fee.value() % one.bytes * other.bytes <=>
               other.fee.value() % other.bytes * one.bytes;
    }
    // 1 for 2 is the same as 2 for 4.
    friend constexpr bool operator==(const FeeRate& one, const FeeRate& other) {
        return (one <=> other) == 0;
    }
};

}  // namespace sbc::node
