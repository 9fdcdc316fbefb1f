#include "node/payment_graph.hpp"

#include <cassert>

namespace sbc::node {
namespace {

using Links = PaymentGraph::Payments WaitingPayment::*;

// Each once, however often it is named or reached.
PaymentGraph::Payments reachable(const PaymentGraph::Payments& from, Links links) {
    if (from.size() == 1 && (from[0]->*links).empty()) return from;  // most are alone
    PaymentGraph::Payments found;
    std::set<const WaitingPayment*> seen;
    const auto reach = [&](const PaymentGraph::Payments& payments) {
        for (const WaitingPayment* one : payments) {
            if (seen.insert(one).second) found.push_back(one);
        }
    };
    reach(from);
    std::size_t next = 0;
    while (next < found.size()) reach(found[next++]->*links);
    std::sort(found.begin(), found.end(), PaymentGraph::Earlier{});
    return found;
}

// No fees of ours come to more than there can be points; whatever does is as good as that.
void put_in(Package& package, const WaitingPayment& payment) {
    package.fee = sum(package.fee, payment.fee).value_or(ledger::most_amount);
    package.bytes += payment.text.size();
    ++package.payments;
}
void take_out(Package& package, const WaitingPayment& payment) {
    package.fee = difference(package.fee, payment.fee).value_or(Amount{});
    package.bytes -= payment.text.size();
    --package.payments;
}

void forget(std::vector<const WaitingPayment*>& list, const WaitingPayment& payment) {
    list.erase(std::remove(list.begin(), list.end(), &payment), list.end());
}

}  // namespace

bool PaymentGraph::Earlier::operator()(const WaitingPayment* one,
                                       const WaitingPayment* other) const {
    return one->number < other->number;
}
bool PaymentGraph::BestPackage::operator()(const WaitingPayment* one,
                                           const WaitingPayment* other) const {
    const auto order = one->with_ancestors.rate() <=> other->with_ancestors.rate();
    return order == 0 ? one->number < other->number : order > 0;
}
bool PaymentGraph::LeastWorth::operator()(const WaitingPayment* one,
                                          const WaitingPayment* other) const {
    const auto order = one->worth() <=> other->worth();
    return order == 0 ? one->number > other->number : order < 0;
}
bool PaymentGraph::Oldest::operator()(const WaitingPayment* one,
                                      const WaitingPayment* other) const {
    return one->came == other->came ? one->number < other->number : one->came < other->came;
}
bool PaymentGraph::LastMined::operator()(const WaitingPayment* one,
                                         const WaitingPayment* other) const {
    return one->mined == other->mined ? one->number < other->number : one->mined > other->mined;
}

const WaitingPayment* PaymentGraph::find(const Hash& id) const {
    const auto found = payments_.find(id);
    return found == payments_.end() ? nullptr : &found->second;
}
PaymentGraph::Payments PaymentGraph::with_ancestors(const Payments& of) {
    return reachable(of, &WaitingPayment::parents);
}
PaymentGraph::Payments PaymentGraph::with_descendants(const Payments& of) {
    return reachable(of, &WaitingPayment::children);
}

// --- the orders ----------------------------------------------------------------------------------

// What an order looks at may change only while the payment is not in it.
template <class Change>
void PaymentGraph::change(const WaitingPayment& payment, const Change& change) {
    WaitingPayment& ours = payments_.find(payment.id)->second;
    best_packages_.erase(&ours);
    least_worth_.erase(&ours);
    change(ours);
    best_packages_.insert(&ours);
    least_worth_.insert(&ours);
}

const WaitingPayment& PaymentGraph::add(WaitingPayment payment, const Payments& parents) {
    payment.number = ++numbers_;
    payment.parents = parents;
    payment.children.clear();
    payment.with_ancestors = payment.with_descendants = {};
    put_in(payment.with_descendants, payment);
    const Hash id = payment.id;
    const auto [place, added] = payments_.emplace(id, std::move(payment));
    assert(added);
    (void)added;
    WaitingPayment& ours = place->second;
    for (const WaitingPayment* ancestor : with_ancestors({&ours})) {
        put_in(ours.with_ancestors, *ancestor);
        if (ancestor == &ours) continue;
        change(*ancestor, [&](WaitingPayment& it) { put_in(it.with_descendants, ours); });
    }
    for (const WaitingPayment* parent : parents) {
        payments_.find(parent->id)->second.children.push_back(&ours);
    }
    best_packages_.insert(&ours);
    least_worth_.insert(&ours);
    oldest_.insert(&ours);
    if (ours.mined) last_mined_.insert(&ours);
    return ours;
}

void PaymentGraph::remove(const WaitingPayment& payment) {
    assert(payment.parents.empty() || payment.children.empty());
    for (const WaitingPayment* other : with_ancestors({&payment})) {
        if (other == &payment) continue;
        change(*other, [&](WaitingPayment& it) { take_out(it.with_descendants, payment); });
    }
    for (const WaitingPayment* other : with_descendants({&payment})) {
        if (other == &payment) continue;
        change(*other, [&](WaitingPayment& it) { take_out(it.with_ancestors, payment); });
    }
    for (const WaitingPayment* parent : payment.parents) {
        forget(payments_.find(parent->id)->second.children, payment);
    }
    for (const WaitingPayment* child : payment.children) {
        forget(payments_.find(child->id)->second.parents, payment);
    }
    best_packages_.erase(&payment);
    least_worth_.erase(&payment);
    oldest_.erase(&payment);
    last_mined_.erase(&payment);
    payments_.erase(payments_.find(payment.id));
}

}  // namespace sbc::node
