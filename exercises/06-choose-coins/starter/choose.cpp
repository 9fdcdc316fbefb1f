#include "choose.hpp"

#include <algorithm>

namespace stage {

std::optional<std::vector<OwnCoin>> choose(std::vector<OwnCoin> coins, Amount wanted) {
    // Your turn. This is what our ancestor did: put all there is on the table.
    (void)wanted;
    return coins;
}

// Given: what a payment pays to be written down.
Amount fee_for(const Transaction& payment) {
    return Amount{(encode(payment).size() + 999) / 1'000};
}

}  // namespace stage
