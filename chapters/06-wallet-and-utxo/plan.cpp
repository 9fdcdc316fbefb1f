#include "plan.hpp"

namespace stage {

// #region plan-code
sbc::Result<Transaction, PlanError> plan(std::vector<OwnCoin> coins, const Wish& wish,
                                         const PublicKey& change) {
    const auto wanted = sum(wish.amount, wish.fee);
    const auto chosen = wanted ? choose(std::move(coins), *wanted) : std::nullopt;
    if (!chosen) return sbc::refuse(PlanError::TooMuch, "that is more than you can spend now");
    Transaction payment;
    Amount comes_in;
    for (const OwnCoin& coin : *chosen) {
        payment.inputs.push_back({coin.outpoint, {}});
        comes_in = *sum(comes_in, coin.coin.output.amount);
    }
    payment.outputs.push_back({wish.to, wish.amount});
    const Amount too_much = *difference(comes_in, *wanted);
    if (too_much > Amount{0}) payment.outputs.push_back({change, too_much});
    if (!wish.note.empty()) payment.note = {"memo", wish.note};
    if (encode(payment).size() > longest_transaction)
        return sbc::refuse(PlanError::TooLong,
                           "that needs too many coins: pay less, or pay some to yourself first");
    return payment;
}

Amount fee_for(const Transaction& payment) {
    return Amount{(encode(payment).size() + 999) / 1'000};  // signed or not, it is as long
}
// #endregion plan-code

}  // namespace stage
