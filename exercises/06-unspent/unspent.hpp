#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace exercise {

// A ledger without the rest of it: no signatures, no sums. Transactions have names for their ids.
struct Output {
    std::string owner;
    std::uint64_t amount = 0;
    friend auto operator<=>(const Output&, const Output&) = default;
};
struct Outpoint {
    std::string transaction;
    std::uint32_t index = 0;
    friend auto operator<=>(const Outpoint&, const Outpoint&) = default;
};
struct Transaction {
    std::string id;
    bool coinbase = false;
    std::vector<Outpoint> inputs;
    std::vector<Output> outputs;
};

// An output that nobody has spent, and what one has to know to judge whoever wants to.
struct Coin {
    Output output;
    std::uint64_t height = 0;  // of its block
    bool mined = false;        // it comes from a coinbase
    friend auto operator<=>(const Coin&, const Coin&) = default;
};
using Coins = std::map<Outpoint, Coin>;
using Spent = std::vector<Coin>;  // in the order in which the inputs of a block have spent them

enum class CoinError { Unknown };  // it is spent already, or was never there

// All that a block of this height says happens, transaction by transaction; what it has spent comes
// back. Or it is refused, and the coins are as they were.
[[nodiscard]] sbc::Result<Spent, CoinError> apply(Coins& coins, std::span<const Transaction> block,
                                                  std::uint64_t height);
// The block that was applied last has not happened: the coins are as they were before it.
void undo(Coins& coins, std::span<const Transaction> block, Spent spent);

}  // namespace exercise
