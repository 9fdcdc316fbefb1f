#include "conservation.hpp"

namespace exercise {

sbc::Result<Amount, SumError> fee_of(std::span<const Amount> in, std::span<const Amount> out) {
    // Your turn. So far everybody may pay as much as he likes. A refusal is made like this:
    //   return sbc::refuse(SumError::Overspent, "more goes out than comes in");
    (void)in;
    (void)out;
    return Amount{0};
}

sbc::Result<void, SumError> check_reward(std::span<const Amount> out, Amount subsidy, Amount fees) {
    // Your turn.
    (void)out;
    (void)subsidy;
    (void)fees;
    return {};
}

}  // namespace exercise
