// A mempool as simple as can be: a list, and everything found out anew each time by looking at all
// of it. What common/node's must agree with.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "node/mempool.hpp"

namespace pool {

using namespace sbc::node;
using sbc::Instant;
using sbc::chain::Block;
using sbc::ledger::CheckedTransaction;
using sbc::ledger::Outpoint;

inline void must(bool holds, const char* what) {
    if (!holds) throw std::logic_error{what};
}

class NaivePool {
public:
    struct Payment {
        CheckedTransaction checked;
        std::string text;
        Amount fee;
        Instant came;
        [[nodiscard]] const Hash& id() const { return checked.id(); }
        [[nodiscard]] const auto& inputs() const { return checked.parts().inputs; }
    };
    using Payments = std::vector<Payment>;
    // What there is to spend, after these blocks.
    struct Worth {
        Amount amount;
        std::optional<Height> mined;
    };
    using Coins = std::map<Outpoint, Worth>;

    NaivePool(const sbc::ledger::Rules& rules, MempoolLimits limits)
        : rules_{rules}, limits_{limits} {}

    [[nodiscard]] const Payments& waiting() const { return waiting_; }
    [[nodiscard]] const Coins& coins() const { return coins_; }
    [[nodiscard]] Height next() const { return Height{history_.size() + 1}; }
    // Read once, since reading takes longest.
    struct Page {
        Block block;
        std::vector<CheckedTransaction> transactions;
    };
    [[nodiscard]] const std::vector<Page>& history() const { return history_; }
    [[nodiscard]] std::size_t bytes() const {
        std::size_t all = 0;
        for (const Payment& one : waiting_) all += memory_of(one.checked);
        return all;
    }

    // Nothing: it waits now, and those have gone for it. The signatures are not looked at.
    std::optional<MempoolError> add(const std::string& text, Instant now, std::set<Hash>& evicted) {
        using enum MempoolError;
        const auto checked = sbc::ledger::check_transaction(text);
        if (!checked) return Malformed;
        for (const auto& output : checked->parts().outputs) {
            if (output.amount < limits_.least_output) return Dust;
        }
        Payment payment{*checked, text, {}, now};
        if (const auto why = look_at(payment)) return why;
        if (long_package(payment)) return LongPackage;
        const FeeRate rate{payment.fee, text.size()};
        const auto least = floor(now);
        if (least && bytes() > limits_.bytes / 2 && rate <= *least) return LowFee;
        if (!room_for(payment, evicted, now)) return LowFee;
        if (immature(payment)) return Immature;
        for (const Hash& id : evicted) erase(id);
        waiting_.push_back(payment);
        if (dearest_) raise(*dearest_, now);
        return std::nullopt;
    }

    std::map<Hash, Departure> moved(std::size_t less, const std::vector<Block>& connected,
                                    Instant now, std::set<Hash>& came) {
        std::set<Hash> off;
        Payments returning;
        for (std::size_t i = history_.size() - less; i < history_.size(); ++i) {
            for (const CheckedTransaction& one : history_[i].transactions) {
                off.insert(one.id());
                if (!one.is_coinbase()) returning.push_back({one, encode(one.parts()), {}, now});
            }
        }
        for (const Payment& returned : returning) came.insert(returned.id());
        const auto heirs = with_heirs(waiting_, off);
        for (const Payment& heir : waiting_) {
            if (heirs.contains(heir.id())) returning.push_back(heir);
        }
        for (const Hash& id : heirs) erase(id);
        history_.resize(history_.size() - less);
        for (const Block& block : connected) {
            history_.push_back({block, {}});
            for (const std::string& text : block.transactions)
                history_.back().transactions.push_back(
                    sbc::ledger::check_transaction(text).value());
        }
        count_coins();

        std::map<Hash, Departure> gone;
        for (std::size_t i = history_.size() - connected.size(); i < history_.size(); ++i)
            happen(history_[i].transactions, gone);
        for (const Payment& one : Payments{waiting_}) {
            if (waits(one.id()) && immature(one)) drop(one.id(), Departure::Immature, gone);
        }
        for (Payment& one : returning) put_back(one, gone);
        while (bytes() > limits_.bytes) {
            const Payment least = *least_first().front();
            raise(worth(least), now);
            drop(least.id(), Departure::Evicted, gone);
        }
        std::erase_if(came, [&](const Hash& id) { return !waits(id); });
        in_blocks_.clear();
        spent_.clear();
        return gone;
    }

    std::set<Hash> expire(Instant now) {
        std::map<Hash, Departure> gone;
        for (const Payment& one : Payments{waiting_}) {
            if (waits(one.id()) && one.came + limits_.expiry <= now)
                drop(one.id(), Departure::Expired, gone);
        }
        std::set<Hash> ids;
        for (const auto& [id, why] : gone) ids.insert(id);
        return ids;
    }

    [[nodiscard]] std::set<Hash> ancestors(const Payment& of) const {
        std::set<Hash> found;
        for (std::size_t before = waiting_.size() + 1; before != found.size();) {
            before = found.size();
            for (const Payment& one : waiting_) {
                bool spent = spends(of, one.id());
                for (const Payment& other : waiting_)
                    spent = spent || (found.contains(other.id()) && spends(other, one.id()));
                if (spent) found.insert(one.id());
            }
        }
        return found;
    }

private:
    static bool spends(const Payment& payment, const Hash& id) {
        return std::any_of(payment.inputs().begin(), payment.inputs().end(),
                           [&](const auto& input) { return input.spends.transaction == id; });
    }
    // Those of them that depend on these, directly or not; they themselves if they wait.
    static std::set<Hash> with_heirs(const Payments& among, const std::set<Hash>& of) {
        std::set<Hash> found;
        for (std::size_t before = among.size() + 1; before != found.size();) {
            before = found.size();
            for (const Payment& one : among) {
                bool concerned = of.contains(one.id());
                for (const Hash& id : of) concerned = concerned || spends(one, id);
                for (const Hash& id : found) concerned = concerned || spends(one, id);
                if (concerned) found.insert(one.id());
            }
        }
        return found;
    }
    [[nodiscard]] std::set<Hash> heirs(const Hash& of) const { return with_heirs(waiting_, {of}); }
    [[nodiscard]] bool waits(const Hash& id) const {
        return std::any_of(waiting_.begin(), waiting_.end(),
                           [&](const Payment& one) { return one.id() == id; });
    }
    void erase(const Hash& id) {
        std::erase_if(waiting_, [&](const Payment& one) { return one.id() == id; });
    }
    void drop(const Hash& id, Departure why, std::map<Hash, Departure>& gone) {
        for (const Hash& heir : heirs(id)) {
            gone.emplace(heir, why);
            erase(heir);
        }
    }

    // Finds out the fee.
    std::optional<MempoolError> look_at(Payment& payment) const {
        using enum MempoolError;
        if (waits(payment.id())) return Waits;
        std::uint64_t comes = 0;
        for (const auto& input : payment.inputs()) {
            std::optional<Amount> amount;
            if (const auto coin = coins_.find(input.spends); coin != coins_.end())
                amount = coin->second.amount;
            for (const Payment& other : waiting_) {
                for (const auto& theirs : other.inputs())
                    if (theirs.spends == input.spends) return Conflict;
                const auto& outputs = other.checked.parts().outputs;
                if (other.id() == input.spends.transaction && input.spends.index < outputs.size())
                    amount = outputs[input.spends.index].amount;
            }
            if (!amount) return UnknownCoin;
            comes += amount->value();
        }
        if (comes < payment.checked.goes_out().value()) return Overspent;
        payment.fee = Amount{comes - payment.checked.goes_out().value()};
        return std::nullopt;
    }
    [[nodiscard]] bool long_package(const Payment& payment) const {
        const auto before = ancestors(payment);
        std::size_t bytes = payment.text.size();
        bool fits = before.size() < limits_.package;
        for (const Payment& one : waiting_) {
            if (!before.contains(one.id())) continue;
            bytes += one.text.size();
            fits = fits && heirs(one.id()).size() < limits_.package;
        }
        return !fits || bytes > limits_.package_bytes;
    }
    [[nodiscard]] bool immature(const Payment& payment) const {
        return std::any_of(
            payment.inputs().begin(), payment.inputs().end(), [&](const auto& input) {
                const auto coin = coins_.find(input.spends);
                return coin != coins_.end() && coin->second.mined &&
                       next().value() < coin->second.mined->value() + rules_.maturity;
            });
    }

    [[nodiscard]] FeeRate worth(const Payment& payment) const {
        FeeRate all{{}, 0};
        const auto ids = heirs(payment.id());
        for (const Payment& one : waiting_) {
            if (!ids.contains(one.id())) continue;
            all.fee = Amount{all.fee.value() + one.fee.value()};
            all.bytes += one.text.size();
        }
        return std::max(FeeRate{payment.fee, payment.text.size()}, all);
    }
    // Of those that are worth the same, the younger one first.
    [[nodiscard]] std::vector<const Payment*> least_first() const {
        std::map<const Payment*, FeeRate> worths;
        std::vector<const Payment*> order;
        order.reserve(waiting_.size());
        for (const Payment& one : waiting_) {
            worths[&one] = worth(one);
            order.push_back(&one);
        }
        std::sort(order.begin(), order.end(), [&](const Payment* one, const Payment* other) {
            const auto by_worth = worths[one] <=> worths[other];
            return by_worth == 0 ? one > other : by_worth < 0;  // they lie in a row
        });
        return order;
    }
    bool room_for(const Payment& payment, std::set<Hash>& evicted, Instant) {
        dearest_.reset();
        const auto before = ancestors(payment);
        std::size_t all = bytes() + memory_of(payment.checked);
        for (const Payment* least : least_first()) {
            if (all <= limits_.bytes || worth(*least) >= FeeRate{payment.fee, payment.text.size()})
                break;
            if (before.contains(least->id()) || evicted.contains(least->id())) continue;
            dearest_ = worth(*least);
            const auto going = heirs(least->id());
            for (const Payment& one : waiting_) {
                if (going.contains(one.id()) && evicted.insert(one.id()).second)
                    all -= memory_of(one.checked);
            }
        }
        return all <= limits_.bytes;
    }
    [[nodiscard]] std::optional<FeeRate> floor(Instant now) const {
        if (!floor_) return std::nullopt;
        const auto halvings = (now - floor_->second) / limits_.floor_half_life;
        if (halvings >= 12 || (halvings >= 1 && floor_->first.fee == Amount{})) return std::nullopt;
        return FeeRate{floor_->first.fee, floor_->first.bytes << halvings};
    }
    void raise(const FeeRate& to, Instant now) {
        const auto before = floor(now);
        if (!before || to >= *before) floor_ = {to, now};
    }

    void count_coins() {
        coins_.clear();
        std::uint64_t height = 0;
        for (const Page& page : history_) {
            ++height;
            for (const CheckedTransaction& one : page.transactions) {
                for (const auto& input : one.parts().inputs) coins_.erase(input.spends);
                std::uint32_t index = 0;
                for (const auto& output : one.parts().outputs) {
                    coins_[{one.id(), index++}] = {
                        output.amount,
                        one.is_coinbase() ? std::optional{Height{height}} : std::nullopt};
                }
            }
        }
    }
    void happen(const std::vector<CheckedTransaction>& block, std::map<Hash, Departure>& gone) {
        for (const CheckedTransaction& one : block) {
            in_blocks_.insert(one.id());
            erase(one.id());
            for (const auto& input : one.parts().inputs) {
                spent_.insert(input.spends);
                for (const Payment& other : Payments{waiting_}) {
                    for (const auto& theirs : other.inputs())
                        if (theirs.spends == input.spends && waits(other.id()))
                            drop(other.id(), Departure::Rival, gone);
                }
            }
        }
    }
    void put_back(Payment& payment, std::map<Hash, Departure>& gone) {
        if (in_blocks_.contains(payment.id())) return;
        const auto error = look_at(payment);
        if (error == MempoolError::Waits) return;
        if (!error && !long_package(payment) && !immature(payment))
            return waiting_.push_back(payment);
        Departure why = Departure::CoinGone;
        if (!error) why = long_package(payment) ? Departure::LongPackage : Departure::Immature;
        for (const auto& input : payment.inputs()) {
            if (!error) break;
            const auto parent = gone.find(input.spends.transaction);
            if (spent_.contains(input.spends))
                why = Departure::Rival;
            else if (parent != gone.end())
                why = parent->second;
            else
                continue;
            break;
        }
        gone.emplace(payment.id(), why);
    }

    sbc::ledger::Rules rules_;
    MempoolLimits limits_;
    Payments waiting_;
    std::vector<Page> history_;
    Coins coins_;
    std::optional<std::pair<FeeRate, Instant>> floor_;
    std::optional<FeeRate> dearest_;
    std::set<Hash> in_blocks_;
    std::set<Outpoint> spent_;
};

}  // namespace pool
