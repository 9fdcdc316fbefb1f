#include "ledger/pending.hpp"

namespace sbc::ledger {
namespace {

Amount paid_to(const PublicKey& key, const std::vector<Output>& outputs) {
    Amount total;
    for (const Output& output : outputs) {
        if (output.to == key) total = sum(total, output.amount).value_or(most_amount);
    }
    return total;
}

}  // namespace

void Pending::add(const CheckedTransaction& payment, const std::vector<Coin>& spends) {
    const auto [place, added] = waiting_.try_emplace(payment.id());
    if (!added) return;
    Waiting& waiting = place->second;
    for (const Input& input : payment.parts().inputs) {
        waiting.inputs.push_back(input.spends);
        spenders_.emplace(input.spends, payment.id());
    }
    for (const Coin& coin : spends) {
        waiting.spends.push_back(coin.output);
        by_key_[coin.output.to].insert(payment.id());
    }
    waiting.outputs = payment.parts().outputs;
    for (const Output& output : waiting.outputs) by_key_[output.to].insert(payment.id());
}

void Pending::remove(const Hash& id) {
    const auto found = waiting_.find(id);
    if (found == waiting_.end()) return;
    const Waiting waiting = std::move(found->second);
    waiting_.erase(found);
    for (const Outpoint& outpoint : waiting.inputs) {
        const auto spender = spenders_.find(outpoint);
        if (spender != spenders_.end() && spender->second == id) spenders_.erase(spender);
    }
    const auto forget = [&](const Output& output) {
        const auto ids = by_key_.find(output.to);
        if (ids == by_key_.end()) return;
        ids->second.erase(id);
        if (ids->second.empty()) by_key_.erase(ids);
    };
    for (const Output& output : waiting.spends) forget(output);
    for (const Output& output : waiting.outputs) forget(output);
}

std::optional<Hash> Pending::spender_of(const Outpoint& outpoint) const {
    const auto found = spenders_.find(outpoint);
    if (found == spenders_.end()) return std::nullopt;
    return found->second;
}

std::optional<Output> Pending::find(const Outpoint& outpoint) const {
    const auto found = waiting_.find(outpoint.transaction);
    if (found == waiting_.end() || outpoint.index >= found->second.outputs.size())
        return std::nullopt;
    return found->second.outputs[outpoint.index];
}

Pending::Change Pending::change(const PublicKey& key) const {
    Change change;
    const auto ids = by_key_.find(key);
    if (ids == by_key_.end()) return change;
    for (const Hash& id : ids->second) {
        const Waiting& waiting = waiting_.at(id);
        change.comes = sum(change.comes, paid_to(key, waiting.outputs)).value_or(most_amount);
        change.goes = sum(change.goes, paid_to(key, waiting.spends)).value_or(most_amount);
    }
    return change;
}

std::vector<Hash> Pending::concerning(const PublicKey& key) const {
    const auto ids = by_key_.find(key);
    if (ids == by_key_.end()) return {};
    return {ids->second.begin(), ids->second.end()};
}

}  // namespace sbc::ledger
