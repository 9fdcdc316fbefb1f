#include "node/mempool.hpp"

#include <set>

namespace sbc::node {

using ledger::CheckedTransaction;
using ledger::LedgerError;

namespace {

// For what can be asked only with the signatures; whatever else the ledger minds has been looked at
// before.
MempoolError reason_of(LedgerError error) {
    using enum LedgerError;
    if (error == WrongSignature) return MempoolError::WrongSignature;
    if (error == Immature) return MempoolError::Immature;
    if (error == UnknownCoin) return MempoolError::UnknownCoin;
    return error == WrongPlace ? MempoolError::Coinbase : MempoolError::Overspent;
}

Result<void, MempoolError> check_outputs(const std::vector<ledger::Output>& outputs, Amount least) {
    for (const ledger::Output& output : outputs) {
        if (output.amount >= least) continue;
        return refuse(MempoolError::Dust, "no output of less than " +
                                              std::to_string(least.value()) +
                                              " points is passed on: who would pay to spend it?");
    }
    return {};
}

}  // namespace

std::size_t memory_of(const CheckedTransaction& payment) {
    constexpr std::size_t alone = 900;
    constexpr std::size_t input = 400;   // the coin, who spends it, and whose it was
    constexpr std::size_t output = 260;  // and whose it is
    return payment.size() + alone + input * payment.parts().inputs.size() +
           output * payment.parts().outputs.size();
}

std::string_view words(Departure why) {
    using enum Departure;
    switch (why) {
        case Rival: return "a block spends the same coin in another payment";
        case CoinGone: return "what it spends was made by a block that counts no longer";
        case Immature: return "what it spends was mined too few blocks ago, now that others count";
        case LongPackage: return "too many payments that wait depend on each other";
        case Evicted: return "others pay more, and there is no room for all";
        case Expired: return "it has waited too long";
    }
    return "";
}

// Who has to go for it.
struct Mempool::Room {
    Payments evicted;
    std::optional<FeeRate> dearest;
};

// --- one payment ---------------------------------------------------------------------------------

Result<Mempool::Candidate, MempoolError> Mempool::look_up(const CheckedTransaction& payment,
                                                          std::string text) const {
    using enum MempoolError;
    if (payment.is_coinbase()) return refuse(Coinbase, "a coinbase does not wait for a block");
    if (graph_.find(payment.id()) != nullptr) return refuse(Waits, "it waits here already");
    Candidate candidate;
    candidate.payment.id = payment.id();
    candidate.payment.memory = memory_of(payment);
    std::optional<Amount> comes_in{Amount{}};
    for (const auto& [outpoint, signature] : payment.parts().inputs) {
        if (const auto other = pending_.spender_of(outpoint)) {
            return refuse(Conflict, "the payment " + to_text(*other) +
                                        " spends the same coin, and came first");
        }
        Amount amount;
        if (const auto coin = ledger_.coins().find(outpoint)) {
            amount = coin->output.amount;
            auto& mined = candidate.payment.mined;
            if (coin->mined) mined = std::max(mined.value_or(Height{}), coin->height);
        } else if (const auto output = pending_.find(outpoint)) {
            amount = output->amount;
            auto& parents = candidate.parents;
            const WaitingPayment* parent = graph_.find(outpoint.transaction);
            if (std::find(parents.begin(), parents.end(), parent) == parents.end())
                parents.push_back(parent);
        } else {
            return refuse(UnknownCoin, "what it spends is spent already, or not known here");
        }
        if (comes_in) comes_in = sum(*comes_in, amount);
    }
    const auto fee = comes_in ? difference(*comes_in, payment.goes_out()) : std::nullopt;
    if (!fee) return refuse(Overspent, "more points go out than come in");
    candidate.payment.fee = *fee;
    candidate.payment.text = std::move(text);
    if (!candidate.parents.empty())
        candidate.ancestors = PaymentGraph::with_ancestors(candidate.parents);
    return candidate;
}

Result<void, MempoolError> Mempool::check_package(const Candidate& candidate) const {
    bool fits = candidate.ancestors.size() < limits_.package;
    std::size_t bytes = candidate.payment.text.size();
    for (const WaitingPayment* ancestor : candidate.ancestors) {
        fits = fits && ancestor->with_descendants.payments < limits_.package;
        bytes += ancestor->text.size();
    }
    if (fits && bytes <= limits_.package_bytes) return {};
    return refuse(MempoolError::LongPackage,
                  "too many payments that wait depend on each other: try again after the next "
                  "block");
}

Result<void, MempoolError> Mempool::check_floor(const Candidate& candidate, Instant now) const {
    const auto least = floor(now);
    if (!least || candidate.payment.rate() > *least) return {};
    return refuse(MempoolError::LowFee,
                  "payments that paid as much for a byte had to go: pay a higher fee, or wait");
}

// Those go that are worth least for a byte, as long as they are worth less than this one pays.
Result<Mempool::Room, MempoolError> Mempool::make_room(const Candidate& candidate) const {
    Room room;
    std::set<const WaitingPayment*> seen{candidate.ancestors.begin(), candidate.ancestors.end()};
    std::size_t bytes = bytes_ + candidate.payment.memory;
    for (const WaitingPayment* least : graph_.least_worth()) {
        if (bytes <= limits_.bytes || least->worth() >= candidate.payment.rate()) break;
        if (seen.contains(least)) continue;
        room.dearest = least->worth();
        for (const WaitingPayment* heir : PaymentGraph::with_descendants({least})) {
            if (!seen.insert(heir).second) continue;
            room.evicted.push_back(heir);
            bytes -= heir->memory;
        }
    }
    if (bytes <= limits_.bytes) return room;
    return refuse(MempoolError::LowFee,
                  "there is no room, and the others pay as much for a byte: pay a higher fee");
}

Result<void, MempoolError> Mempool::enter(const CheckedTransaction& payment, Candidate candidate,
                                          Instant came) {
    auto judged = ledger_.judge(payment, height(), pending_);
    if (!judged) return refuse(reason_of(judged.error().reason), judged.error().text);
    pending_.add(payment, judged->spends);
    bytes_ += candidate.payment.memory;
    candidate.payment.came = came;
    graph_.add(std::move(candidate.payment), candidate.parents);
    return {};
}

Result<Mempool::Accepted, MempoolError> Mempool::add(std::string text, Instant now) {
    const auto payment = ledger_.read(text);
    if (!payment) return refuse(MempoolError::Malformed, payment.error().text);
    return add(*payment, std::move(text), now);
}

Result<Mempool::Accepted, MempoolError> Mempool::add(const CheckedTransaction& payment,
                                                     std::string text, Instant now) {
    auto pays = check_outputs(payment.parts().outputs, limits_.least_output);
    if (!pays) return pass_on(pays);
    auto candidate = look_up(payment, std::move(text));
    if (!candidate) return pass_on(candidate);
    auto fits = check_package(*candidate);
    if (fits) fits = check_floor(*candidate, now);
    if (!fits) return pass_on(fits);
    auto room = make_room(*candidate);
    if (!room) return pass_on(room);
    Accepted accepted{payment.id(), candidate->payment.fee, {}};
    auto entered = enter(payment, std::move(*candidate), now);
    if (!entered) return pass_on(entered);
    if (room->dearest) raise_floor(*room->dearest, now);
    drop(std::move(room->evicted), Departure::Evicted, accepted.left);
    return accepted;
}

void Mempool::withdraw(const Hash& id) {
    if (const WaitingPayment* payment = graph_.find(id)) remove(*payment);
}

// --- leaving -------------------------------------------------------------------------------------

void Mempool::remove(const WaitingPayment& payment) {
    bytes_ -= payment.memory;
    pending_.remove(payment.id);
    graph_.remove(payment);
}

// Those that depend on them are among them.
void Mempool::drop(Payments payments, Departure why, std::vector<Left>& left) {
    std::sort(payments.rbegin(), payments.rend(), PaymentGraph::Earlier{});  // children first
    for (const WaitingPayment* payment : payments) {
        left.push_back({payment->id, why});
        remove(*payment);
    }
}

PoolChanges Mempool::on_time(Instant now) {
    PoolChanges changes;
    while (deadline() <= now) {
        const WaitingPayment* oldest = *graph_.oldest().begin();
        drop(PaymentGraph::with_descendants({oldest}), Departure::Expired, changes.left);
    }
    return changes;
}
Instant Mempool::deadline() const {
    return graph_.size() == 0 ? never : (*graph_.oldest().begin())->came + limits_.expiry;
}

// --- what is asked -------------------------------------------------------------------------------

void Mempool::raise_floor(const FeeRate& to, Instant now) {
    const auto before = floor(now);
    if (!before || to >= *before) floor_ = {to, now};
}

// Half as much is so many points for twice as many bytes: exact, however small.
std::optional<FeeRate> Mempool::floor(Instant now) const {
    constexpr int most_halvings = 12;
    if (!floor_ || bytes_ <= limits_.bytes / 2) return std::nullopt;
    const auto halvings = (now - floor_->since) / limits_.floor_half_life;
    const bool free = floor_->rate.fee == Amount{};
    if (halvings >= (free ? 1 : most_halvings)) return std::nullopt;
    return FeeRate{floor_->rate.fee, floor_->rate.bytes << halvings};
}

std::vector<ledger::Output> Mempool::spends(const WaitingPayment& payment) const {
    std::vector<ledger::Output> spent;
    const auto checked = ledger_.read(payment.text);
    for (const ledger::Input& input : checked->parts().inputs) {
        const auto coin = ledger_.coins().find(input.spends);
        spent.push_back(coin ? coin->output : pending_.find(input.spends).value());
    }
    return spent;
}

}  // namespace sbc::node
