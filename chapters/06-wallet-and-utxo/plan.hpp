#pragma once

#include "choose.hpp"

namespace stage {

// #region plan
struct Wish {
    PublicKey to;
    Amount amount;
    Amount fee;
    std::string note;
};
enum class PlanError { TooMuch, TooLong };

// The payment, not yet signed: made of some of these coins, of which all can be spent. What is too
// much comes back to `change`.
[[nodiscard]] sbc::Result<Transaction, PlanError> plan(std::vector<OwnCoin> coins, const Wish& wish,
                                                       const PublicKey& change);
// What such a payment should offer its miner: a point for each 1,000 bytes, or part of them.
[[nodiscard]] Amount fee_for(const Transaction& payment);
// #endregion plan

}  // namespace stage
