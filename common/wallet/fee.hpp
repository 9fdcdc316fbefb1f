#pragma once

#include <optional>

#include "ledger/transaction.hpp"

namespace sbc::wallet {

using ledger::Amount;
using ledger::Note;

// What a payment pays to be written down: so many points for each 1,000 bytes of it, or part of
// them; or what its owner says.
struct FeePolicy {
    Amount per_thousand_bytes{1};
    std::optional<Amount> exactly;
};

// How long a payment can become, before its coins are chosen: never less than it will be, and at
// most a few bytes for each part more, for numbers that have fewer digits than they might. Each
// input adds the same, and so does each output.
class PaymentSize {
public:
    explicit PaymentSize(const std::optional<Note>& note);

    [[nodiscard]] std::size_t of(std::size_t inputs, std::size_t outputs) const {
        return alone_ + inputs * input_ + outputs * output_;
    }
    // So many inputs fit beside these outputs.
    [[nodiscard]] std::size_t most_inputs(std::size_t outputs) const;
    [[nodiscard]] Amount fee(const FeePolicy& policy, std::size_t inputs,
                             std::size_t outputs) const;

private:
    std::size_t input_;
    std::size_t output_;
    std::size_t alone_;  // without any
};

}  // namespace sbc::wallet
