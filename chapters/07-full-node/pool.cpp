#include "pool.hpp"

#include <algorithm>

namespace stage {

// #region pool-add
using sbc::ledger::LedgerError;

sbc::Result<void, PoolError> Pool::add(CheckedTransaction payment, Height next, sbc::Instant now) {
    return put(std::move(payment), next, now + limits_.longest);
}

sbc::Result<void, PoolError> Pool::put(CheckedTransaction payment, Height next,
                                       sbc::Instant until) {
    const Hash id = payment.id();
    if (has(id)) return sbc::refuse(PoolError::Waits, "it waits here already");
    const auto judged = ledger_.judge(payment, next, pending_);
    if (!judged) {
        const bool forged = judged.error().reason == LedgerError::WrongSignature;
        return sbc::refuse(forged ? PoolError::Forged : PoolError::NotNow, judged.error().text);
    }
    const std::size_t depth = depth_of(payment);
    Waiting fresh{std::move(payment), judged->spends, judged->fee, depth, ++came_, until};
    if (auto wanted = check_policy(fresh); !wanted) return wanted;
    pending_.add(fresh.payment, fresh.spends);
    bytes_ += fresh.payment.size();
    waiting_.emplace(id, std::move(fresh));
    make_room();
    if (has(id)) return {};
    return sbc::refuse(PoolError::Full, "too many wait that pay better; pay a higher fee");
}
// #endregion pool-add

// #region policy
// An input has some 250 bytes, and whoever spends a coin pays for them.
sbc::Result<void, PoolError> Pool::check_policy(const Waiting& fresh) const {
    if (fresh.rate() < limits_.least_rate) {
        return sbc::refuse(PoolError::TooCheap,
                           "a fee of " + std::to_string(limits_.least_rate.value()) +
                               " for 1,000 bytes is the least; this has " +
                               std::to_string(fresh.payment.size()) + " bytes and pays " +
                               std::to_string(fresh.fee.value()));
    }
    for (const auto& output : fresh.payment.parts().outputs) {
        if (output.amount.value() * 1'000 < limits_.least_rate.value() * 250) {
            return sbc::refuse(
                PoolError::Dust,
                "to spend " + std::to_string(output.amount.value()) + " would cost more than that");
        }
    }
    if (fresh.depth <= limits_.deepest) return {};
    return sbc::refuse(PoolError::TooDeep, "it hangs on " + std::to_string(limits_.deepest) +
                                               " that wait; try again after the next block");
}

std::size_t Pool::depth_of(const CheckedTransaction& payment) const {
    std::size_t deepest = 0;
    for (const auto& input : payment.parts().inputs) {
        const Waiting* parent = find(input.spends.transaction);
        if (parent != nullptr) deepest = std::max(deepest, parent->depth);
    }
    return deepest + 1;
}
// #endregion policy

// #region room
// Whoever pays least for its bytes has to go, of two the one that came later; and with it whoever
// wants to spend what it brings.
void Pool::make_room() {
    while (bytes_ > limits_.bytes) {
        const auto worst = std::min_element(
            waiting_.begin(), waiting_.end(), [](const auto& one, const auto& other) {
                const Waiting& a = one.second;
                const Waiting& b = other.second;
                return a.rate() != b.rate() ? a.rate() < b.rate() : a.number > b.number;
            });
        remove_with_heirs(worst->first);
    }
}

void Pool::remove_with_heirs(const Hash& id) {
    const auto found = waiting_.find(id);
    const auto outputs = static_cast<std::uint32_t>(found->second.payment.parts().outputs.size());
    for (std::uint32_t index = 0; index < outputs; ++index) {
        if (const auto heir = pending_.spender_of({id, index})) remove_with_heirs(*heir);
    }
    bytes_ -= found->second.payment.size();
    pending_.remove(id);
    waiting_.erase(found);
}
// #endregion room

// #region look-again
// All are judged anew, on the coins that there are now. A payment that a block holds finds its
// coins spent, by itself.
void Pool::look_again(const std::vector<CheckedTransaction>& returned, Height next,
                      sbc::Instant now) {
    std::vector<Waiting> before;
    before.reserve(waiting_.size());
    for (const Waiting* waiting : all()) before.push_back(*waiting);
    waiting_.clear();
    pending_ = {};
    bytes_ = 0;
    for (const CheckedTransaction& payment : returned) (void)add(payment, next, now);
    for (Waiting& waiting : before) (void)put(std::move(waiting.payment), next, waiting.until);
}
// #endregion look-again

// #region pool-time
void Pool::on_time(sbc::Instant now) {
    std::vector<Hash> late;
    for (const auto& [id, waiting] : waiting_) {
        if (waiting.until <= now) late.push_back(id);
    }
    for (const Hash& id : late) {
        if (has(id)) remove_with_heirs(id);
    }
}

sbc::Instant Pool::deadline() const {
    sbc::Instant earliest = sbc::never;
    for (const auto& [id, waiting] : waiting_) earliest = std::min(earliest, waiting.until);
    return earliest;
}
// #endregion pool-time

// #region pool-look
const Waiting* Pool::find(const Hash& id) const {
    const auto found = waiting_.find(id);
    return found == waiting_.end() ? nullptr : &found->second;
}

std::vector<const Waiting*> Pool::all() const {
    std::vector<const Waiting*> all;
    all.reserve(waiting_.size());
    for (const auto& [id, waiting] : waiting_) all.push_back(&waiting);
    std::sort(all.begin(), all.end(),
              [](const Waiting* a, const Waiting* b) { return a->number < b->number; });
    return all;
}
// #endregion pool-look

}  // namespace stage
