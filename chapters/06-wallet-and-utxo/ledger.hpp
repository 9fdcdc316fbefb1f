#pragma once

#include <map>
#include <span>
#include <vector>

#include "transaction.hpp"

namespace stage {

// #region rules
// What a network has agreed on about its points.
struct Rules {
    Hash network;                // the hash of its genesis block
    Amount subsidy{100};         // new points, for each block
    std::uint64_t maturity = 3;  // a coinbase can be spent so many blocks after its own
};

// An output that nobody has spent yet.
struct Coin {
    Output output;
    Height height{};     // of its block
    bool mined = false;  // it comes from a coinbase
};
using Coins = std::map<Outpoint, Coin>;
using Spent = std::vector<Coin>;  // in the order in which a block has spent them
// #endregion rules

// #region ledger
// Who owns what: all the outputs that are not spent. Nothing else has to be remembered to judge the
// next payment, however long the history is. Takes transactions as decode_transaction() gives them:
// none of them alone spends an output twice, or pays more than there can be.
class Ledger {
public:
    explicit Ledger(Rules rules) : rules_{rules} {}
    [[nodiscard]] const Rules& rules() const { return rules_; }
    [[nodiscard]] const Coins& coins() const { return coins_; }

    // Whether a payment could stand in a block of this height; if so, its fee: what comes in and
    // does not go out.
    [[nodiscard]] sbc::Result<Amount, LedgerError> judge(const Transaction& payment,
                                                         Height height) const;

    // All that a block says happens, or (refused) nothing of it; and the coins that it has spent.
    [[nodiscard]] sbc::Result<Spent, LedgerError> apply(const std::vector<Transaction>& block,
                                                        Height height);
    // The block that was applied last has not happened.
    void undo(std::span<const Transaction> block, Spent spent);
    // #endregion ledger

    // #region ledger-members
private:
    [[nodiscard]] sbc::Result<Amount, LedgerError> judge_coinbase(const Coinbase& coinbase,
                                                                  std::size_t place,
                                                                  Height height) const;
    void happen(const Transaction& transaction, Height height, Spent& spent);

    Rules rules_;
    Coins coins_;
    // #endregion ledger-members
};

}  // namespace stage
