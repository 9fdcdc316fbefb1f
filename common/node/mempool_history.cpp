// What becomes of the payments that wait when the history moves.
#include <set>

#include "node/mempool.hpp"

namespace sbc::node {

using ledger::CheckedTransaction;
using ledger::Outpoint;

// What has waited on blocks that count no longer, or stood in them: to be judged anew.
struct Mempool::Returning {
    struct Payment {
        CheckedTransaction payment;
        std::string text;
        Instant came;
        bool waited;
    };
    std::vector<Payment> payments;  // parents before children
    std::set<Outpoint> spent;       // by the blocks that count now
    std::set<Hash> in_blocks;
};

PoolChanges Mempool::moved(std::span<const chain::Block> taken_back,
                           std::span<const chain::Block> connected, Height tip, Instant now) {
    tip_ = tip;
    PoolChanges changes;
    Returning returning = take_out(taken_back, now);
    for (const chain::Block& block : connected) happen(block, returning, changes);
    drop_immature(changes.left);
    put_back(std::move(returning), changes);
    trim(now, changes.left);
    std::erase_if(changes.came, [&](const Hash& id) { return graph_.find(id) == nullptr; });
    return changes;
}

// Takes out what spends the outputs of these blocks, with its heirs, and lines it up behind the
// payments of the blocks themselves.
Mempool::Returning Mempool::take_out(std::span<const chain::Block> taken_back, Instant now) {
    Returning returning;
    Payments spenders;
    for (std::size_t left = taken_back.size(); left > 0; --left) {  // the lowest one first
        for (const std::string& text : taken_back[left - 1].transactions) {
            auto payment = ledger_.read(text);
            if (!payment) continue;  // of a block? never
            const auto outputs = payment->parts().outputs.size();
            for (std::uint32_t i = 0; i < outputs; ++i) {
                const auto spender = pending_.spender_of({payment->id(), i});
                if (spender) spenders.push_back(graph_.find(*spender));
            }
            if (payment->is_coinbase()) continue;  // it is gone with its block
            returning.payments.push_back({std::move(*payment), text, now, false});
        }
    }
    Payments heirs = PaymentGraph::with_descendants(spenders);
    for (const WaitingPayment* heir : heirs) {
        auto payment = ledger_.read(heir->text);
        returning.payments.push_back({std::move(*payment), heir->text, heir->came, true});
    }
    std::vector<Left> for_now;
    drop(std::move(heirs), Departure::CoinGone, for_now);
    return returning;
}

// Found by their ids and by what they spend: nobody compares each with each.
void Mempool::happen(const chain::Block& block, Returning& returning, PoolChanges& changes) {
    for (const std::string& text : block.transactions) {
        const auto payment = ledger_.read(text);
        if (!payment || payment->is_coinbase()) continue;
        changes.in_blocks.push_back(payment->id());
        returning.in_blocks.insert(payment->id());
        if (const WaitingPayment* waits = graph_.find(payment->id())) {
            for (const WaitingPayment* ours : PaymentGraph::with_ancestors({waits})) remove(*ours);
        }
        for (const ledger::Input& input : payment->parts().inputs) {
            returning.spent.insert(input.spends);
            const auto rival = pending_.spender_of(input.spends);
            if (!rival) continue;
            drop(PaymentGraph::with_descendants({graph_.find(*rival)}), Departure::Rival,
                 changes.left);
        }
    }
}

void Mempool::drop_immature(std::vector<Left>& left) {
    while (!graph_.last_mined().empty()) {
        const WaitingPayment* last = *graph_.last_mined().begin();
        if (height().value() >= last->mined->value() + ledger_.rules().maturity) return;
        drop(PaymentGraph::with_descendants({last}), Departure::Immature, left);
    }
}

// What was good enough to wait, or for a block, is let in whatever it pays.
void Mempool::put_back(Returning returning, PoolChanges& changes) {
    std::map<Hash, Departure> gone;
    for (const auto& [id, reason] : changes.left) gone.emplace(id, reason);
    const auto why = [&](const CheckedTransaction& payment, MempoolError error) {
        if (error == MempoolError::Immature) return Departure::Immature;
        if (error == MempoolError::LongPackage) return Departure::LongPackage;
        for (const ledger::Input& input : payment.parts().inputs) {
            if (returning.spent.contains(input.spends)) return Departure::Rival;
            const auto parent = gone.find(input.spends.transaction);
            if (parent != gone.end()) return parent->second;
        }
        return Departure::CoinGone;
    };
    for (auto& [payment, text, came, waited] : returning.payments) {
        if (returning.in_blocks.contains(payment.id())) continue;
        auto candidate = look_up(payment, std::move(text));
        Result<void, MempoolError> back;
        if (candidate) back = check_package(*candidate);
        if (!candidate) back = pass_on(candidate);
        if (back) back = enter(payment, std::move(*candidate), came);
        if (back && !waited) changes.came.push_back(payment.id());
        if (back || back.error().reason == MempoolError::Waits) continue;
        const Departure reason = why(payment, back.error().reason);
        gone.emplace(payment.id(), reason);
        changes.left.push_back({payment.id(), reason});
    }
}

void Mempool::trim(Instant now, std::vector<Left>& left) {
    while (bytes_ > limits_.bytes && graph_.size() > 0) {
        const WaitingPayment* least = *graph_.least_worth().begin();
        raise_floor(least->worth(), now);
        drop(PaymentGraph::with_descendants({least}), Departure::Evicted, left);
    }
}

}  // namespace sbc::node
