#pragma once

#include <functional>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "ledger/coins.hpp"

namespace sbc::wallet {

using ledger::Amount;
using ledger::Coin;
using ledger::Outpoint;

// What one can spend, and where it stands.
struct OwnCoin {
    Outpoint outpoint;
    Coin coin;
    friend bool operator==(const OwnCoin&, const OwnCoin&) = default;
};

// What a payment pays to be written down when it spends so many coins. More coins never cost less.
using FeeOf = std::function<Amount(std::size_t coins)>;

enum class ChooseError {
    NotEnough,  // all of them together do not pay it
    TooMany     // so many as it takes do not fit into one payment
};

// Coins that together pay the amount and the fee: as few as possible, since each makes the payment
// longer; all but the last one the largest there are, and the last one as small as it can be. So
// each of them is needed, and what is left over is less than the smallest. At most `most` coins,
// the largest first. The same coins in another order: the same choice (lesson 06).
//
// Takes time for looking at each coin once or twice, and for putting those in order that are
// chosen.
//
// Hardened from the lesson: the fee grows with the coins; no sum can turn round; it says whether
// points are missing or room; and the coins are not all put in order, nor copied.
[[nodiscard]] Result<std::vector<OwnCoin>, ChooseError> choose(std::span<const OwnCoin> coins,
                                                               Amount amount, const FeeOf& fee_of,
                                                               std::size_t most);

}  // namespace sbc::wallet
