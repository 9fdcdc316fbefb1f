#pragma once

#include <span>

#include "amount.hpp"
#include "base/result.hpp"

namespace exercise {

using stage::Amount;

enum class SumError {
    BadAmount,      // an output of nothing, or more than there can be, alone or together
    Overspent,      // more goes out than comes in
    TooMuchReward,  // a miner takes more than the subsidy and the fees
};

// What goes out are the numbers that somebody has written: any of 64 bits. What comes in are coins
// that the ledger holds, each of at most most_amount.

// The fee of a payment: what comes in and does not go out.
[[nodiscard]] sbc::Result<Amount, SumError> fee_of(std::span<const Amount> in,
                                                   std::span<const Amount> out);
// Whether a coinbase may have these outputs, in a block whose payments leave so much in fees.
[[nodiscard]] sbc::Result<void, SumError> check_reward(std::span<const Amount> out, Amount subsidy,
                                                       Amount fees);

}  // namespace exercise
