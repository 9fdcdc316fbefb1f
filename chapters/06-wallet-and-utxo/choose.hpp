#pragma once

#include <optional>

#include "ledger.hpp"

namespace stage {

// #region choose
// What one can spend, and where it stands.
struct OwnCoin {
    Outpoint outpoint;
    Coin coin;
};

// Coins that together are worth `wanted` or more: as few as possible, since each makes the payment
// longer; and of these the last one as small as it can be. So each of them is needed, and the
// change is less than the smallest. Nothing, if all of them are not enough.
[[nodiscard]] std::optional<std::vector<OwnCoin>> choose(std::vector<OwnCoin> coins, Amount wanted);

// #endregion choose

}  // namespace stage
