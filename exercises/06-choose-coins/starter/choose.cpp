#include "choose.hpp"

#include <algorithm>

namespace stage {

std::optional<std::vector<OwnCoin>> choose(std::vector<OwnCoin> coins, Amount wanted) {
    // Your turn. This is what our ancestor did: put all there is on the table.
    (void)wanted;
    return coins;
}

}  // namespace stage
