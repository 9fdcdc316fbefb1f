#pragma once

#include <span>

#include "ledger/transaction.hpp"

namespace stage {

// #region engraved
// A note for everybody: in a block, for ever, and its author is whoever has paid for it. He has
// signed the payment, so it is his address that is believed, and no name that he gives himself.
struct Engraving {
    sbc::crypto::PublicKey author;
    std::string text;
    friend bool operator==(const Engraving&, const Engraving&) = default;
};
// `spends`: what the payment's inputs spend, in their order. Nothing: it engraves nothing, or
// several have paid for it together, and nobody can say whose words these are.
[[nodiscard]] std::optional<Engraving> engraving_in(const sbc::ledger::Transaction& payment,
                                                    std::span<const sbc::ledger::Output> spends);
// #endregion engraved

}  // namespace stage
