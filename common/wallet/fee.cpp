#include "wallet/fee.hpp"

#include <algorithm>

namespace sbc::wallet {
namespace {

// With the longest numbers that there can be.
std::size_t size_of(std::size_t inputs, std::size_t outputs, const std::optional<Note>& note) {
    ledger::Transaction longest;
    longest.inputs.resize(inputs, {{{}, ledger::most_parts - 1}, {}});
    longest.outputs.resize(outputs, {{}, ledger::most_amount});
    longest.note = note;
    return encode(longest).size();
}

}  // namespace

PaymentSize::PaymentSize(const std::optional<Note>& note)
    : input_{size_of(2, 1, note) - size_of(1, 1, note)},
      output_{size_of(1, 2, note) - size_of(1, 1, note)},
      alone_{size_of(1, 1, note) - input_ - output_} {}

std::size_t PaymentSize::most_inputs(std::size_t outputs) const {
    const std::size_t rest = of(0, outputs);
    if (rest > ledger::longest_transaction) return 0;
    return std::min((ledger::longest_transaction - rest) / input_, ledger::most_parts);
}

Amount PaymentSize::fee(const FeePolicy& policy, std::size_t inputs, std::size_t outputs) const {
    if (policy.exactly) return *policy.exactly;
    // Saturates: what nobody can pay is refused by whoever adds it to something.
    const std::uint64_t started = (of(inputs, outputs) + 999) / 1'000;
    const std::uint64_t rate = policy.per_thousand_bytes.value();
    if (rate > ledger::most_amount.value() / started) return ledger::most_amount;
    return Amount{started * rate};
}

}  // namespace sbc::wallet
