#include "node/block_template.hpp"

namespace sbc::node {
namespace {

// Payments for a block, the best package first. What is chosen counts no longer in the packages of
// those that depend on it, so these are put in order anew.
class Choice {
public:
    Choice(const PaymentGraph& waiting, Amount most_fees, BlockRoom room)
        : next_{waiting.best_packages().begin()},
          end_{waiting.best_packages().end()},
          most_fees_{most_fees},
          room_{room} {}

    void run() {
        while (room_.transactions > 0 && passed_over_ < most_passed_over) {
            const WaitingPayment* best = take_best();
            if (best == nullptr) return;
            if (!choose(*best)) ++passed_over_;
        }
    }
    [[nodiscard]] Amount fees() const { return fees_; }
    [[nodiscard]] const PaymentGraph::Payments& chosen() const { return chosen_; }

private:
    static constexpr int most_passed_over = 200;
    // Of a package, what is not chosen yet.
    struct Rest {
        const WaitingPayment* payment;
        FeeRate rate;
        bool operator<(const Rest& other) const {
            if (rate != other.rate) return rate > other.rate;
            return payment->number < other.payment->number;
        }
    };

    const WaitingPayment* take_best() {
        while (next_ != end_ && (is_chosen(**next_) || rest_of_.contains(*next_))) ++next_;
        const bool whole = next_ != end_;
        if (whole && (rests_.empty() || !(*rests_.begin() < rest(**next_)))) return *next_++;
        if (rests_.empty()) return nullptr;
        return rests_.extract(rests_.begin()).value().payment;
    }
    static Rest rest(const WaitingPayment& payment) {
        return {&payment, payment.with_ancestors.rate()};
    }
    [[nodiscard]] bool is_chosen(const WaitingPayment& payment) const {
        return ids_.contains(&payment);
    }

    // With all that it needs, or not at all.
    bool choose(const WaitingPayment& payment) {
        PaymentGraph::Payments package = PaymentGraph::with_ancestors({&payment});
        std::erase_if(package, [&](const WaitingPayment* it) { return is_chosen(*it); });
        std::size_t bytes = 0;
        std::optional<Amount> fees = fees_;
        for (const WaitingPayment* it : package) {
            bytes += it->text.size();
            if (fees) fees = sum(*fees, it->fee);
        }
        if (package.size() > room_.transactions || bytes > room_.bytes) return false;
        if (!fees || *fees > most_fees_) return false;
        room_.transactions -= package.size();
        room_.bytes -= bytes;
        fees_ = *fees;
        for (const WaitingPayment* it : package) take(*it);
        return true;
    }
    void take(const WaitingPayment& payment) {
        chosen_.push_back(&payment);
        ids_.insert(&payment);
        const auto own = rest_of_.find(&payment);
        if (own != rest_of_.end()) rests_.erase({&payment, own->second.rate()});
        for (const WaitingPayment* heir : PaymentGraph::with_descendants({&payment})) {
            if (is_chosen(*heir)) continue;
            Package& rest = rest_of_.try_emplace(heir, heir->with_ancestors).first->second;
            rests_.erase({heir, rest.rate()});
            rest.fee = difference(rest.fee, payment.fee).value_or(Amount{});
            rest.bytes -= payment.text.size();
            rests_.insert({heir, rest.rate()});
        }
    }

    using Order = std::set<const WaitingPayment*, PaymentGraph::BestPackage>;
    Order::const_iterator next_;
    Order::const_iterator end_;
    Amount most_fees_;
    BlockRoom room_;  // what is left of it
    int passed_over_ = 0;
    Amount fees_;
    PaymentGraph::Payments chosen_;
    std::set<const WaitingPayment*> ids_;
    std::map<const WaitingPayment*, Package> rest_of_;
    std::set<Rest> rests_;
};

std::string coinbase(const ledger::Coinbase& place, const Miner& miner, Amount reward) {
    ledger::Transaction mined;
    mined.coinbase = place;
    mined.outputs = {{miner.key, reward}};
    mined.note = miner.note;
    return encode(mined);
}

}  // namespace

BlockTemplate make_template(const Mempool& mempool, const ledger::Rules& rules, const Miner& miner,
                            BlockRoom room) {
    const ledger::Coinbase place{mempool.height(), rules.network};
    const std::size_t longest = coinbase(place, miner, ledger::most_amount).size();
    BlockTemplate made{mempool.height(), {}, {}};
    if (room.transactions == 0 || room.bytes < longest) return made;
    const Amount most_fees = difference(ledger::most_amount, rules.subsidy).value_or(Amount{});
    Choice choice{mempool.payments(), most_fees, {room.transactions - 1, room.bytes - longest}};
    choice.run();
    made.fees = choice.fees();
    const Amount reward{rules.subsidy.value() + made.fees.value()};
    if (reward > Amount{}) made.transactions.push_back(coinbase(place, miner, reward));
    for (const WaitingPayment* payment : choice.chosen())
        made.transactions.push_back(payment->text);
    return made;
}

}  // namespace sbc::node
