#include "conservation.hpp"

namespace exercise {

using enum SumError;

static sbc::Result<Amount, SumError> total_of(std::span<const Amount> amounts) {
    Amount total;
    for (const Amount amount : amounts) {
        if (amount == Amount{0}) return sbc::refuse(BadAmount, "an output of nothing");
        const auto both = sum(total, amount);
        if (!both) return sbc::refuse(BadAmount, "together that is more than there can be");
        total = *both;
    }
    return total;
}

sbc::Result<Amount, SumError> fee_of(std::span<const Amount> in, std::span<const Amount> out) {
    auto comes_in = total_of(in);
    if (!comes_in) return sbc::pass_on(comes_in);
    auto goes_out = total_of(out);
    if (!goes_out) return sbc::pass_on(goes_out);
    const auto fee = difference(*comes_in, *goes_out);
    if (!fee) return sbc::refuse(Overspent, "more goes out than comes in");
    return *fee;
}

sbc::Result<void, SumError> check_reward(std::span<const Amount> out, Amount subsidy, Amount fees) {
    auto taken = total_of(out);
    if (!taken) return sbc::pass_on(taken);
    const auto allowed = sum(subsidy, fees);
    if (!allowed) return sbc::refuse(BadAmount, "no block can leave so much in fees");
    if (*taken > *allowed) return sbc::refuse(TooMuchReward, "more than the subsidy and the fees");
    return {};
}

}  // namespace exercise
