#pragma once

#include <cstdint>
#include <optional>

#include "base/json.hpp"
#include "base/strong.hpp"

namespace sbc::ledger {

// Points. A number that counts nothing else, whole, never negative, and never so large that a sum
// could turn round: who adds or takes away asks here first. Graduated from lesson 06.
using Amount = Strong<struct AmountTag, std::uint64_t>;
constexpr Amount most_amount{json_max_integer};  // there are never more points than this

// Nothing, if together they are more than there can be.
[[nodiscard]] constexpr std::optional<Amount> sum(Amount one, Amount other) {
    if (one > most_amount || other > most_amount) return std::nullopt;
    const Amount both{one.value() + other.value()};
    return both > most_amount ? std::nullopt : std::optional{both};
}
// Nothing, if `from` is less than what is taken away.
[[nodiscard]] constexpr std::optional<Amount> difference(Amount from, Amount taken) {
    if (taken > from) return std::nullopt;
    return Amount{from.value() - taken.value()};
}

}  // namespace sbc::ledger
