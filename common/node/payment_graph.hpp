#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "ledger/transaction.hpp"
#include "node/fee_rate.hpp"

namespace sbc::node {

using chain::Height;
using crypto::Hash;

// A payment and all that it depends on, or all that depend on it: what counts where one cannot be
// had without the others. Itself included.
struct Package {
    Amount fee;
    std::size_t bytes = 0;
    std::size_t payments = 0;
    [[nodiscard]] FeeRate rate() const { return {fee, bytes}; }
};

// A payment that waits for a block. Who holds one may read it until it leaves.
struct WaitingPayment {
    Hash id;
    std::string text;
    Amount fee;
    Instant came{};
    std::size_t memory = 0;  // bytes that it takes, all in all
    // Of the coins of coinbases that it spends, the height of the youngest.
    std::optional<Height> mined;

    // What follows is the graph's.
    std::uint64_t number = 0;                      // parents have smaller ones than their children
    std::vector<const WaitingPayment*> parents{};  // that wait, too: it spends their outputs
    std::vector<const WaitingPayment*> children{};
    Package with_ancestors{};
    Package with_descendants{};

    [[nodiscard]] FeeRate rate() const { return {fee, text.size()}; }
    // What the pool would lose with it, for each byte.
    [[nodiscard]] FeeRate worth() const { return std::max(rate(), with_descendants.rate()); }
};

// The payments that wait, which of them depend on which, and in which order they are wanted or not.
// Decides nothing: a Mempool says who comes in, and keeps every package as small as its limit, so
// that adding one and removing one take time that grows with that and with the logarithm of how
// many wait.
class PaymentGraph {
public:
    using Payments = std::vector<const WaitingPayment*>;

    [[nodiscard]] std::size_t size() const { return payments_.size(); }
    [[nodiscard]] const WaitingPayment* find(const Hash& id) const;
    // Of all these together, themselves included, in the order in which they came.
    [[nodiscard]] static Payments with_ancestors(const Payments& of);
    [[nodiscard]] static Payments with_descendants(const Payments& of);

    // The parents are here, each named once; no other one has this id.
    const WaitingPayment& add(WaitingPayment payment, const Payments& parents);
    // Either its parents have gone before, or its children have.
    void remove(const WaitingPayment& payment);

    struct Earlier {
        bool operator()(const WaitingPayment* one, const WaitingPayment* other) const;
    };
    // The package with ancestors that pays most for a byte first; then the older one.
    struct BestPackage {
        bool operator()(const WaitingPayment* one, const WaitingPayment* other) const;
    };
    // The one that is worth least first; then the younger one.
    struct LeastWorth {
        bool operator()(const WaitingPayment* one, const WaitingPayment* other) const;
    };
    struct Oldest {
        bool operator()(const WaitingPayment* one, const WaitingPayment* other) const;
    };
    // Those that spend what was mined, the youngest coins first.
    struct LastMined {
        bool operator()(const WaitingPayment* one, const WaitingPayment* other) const;
    };
    [[nodiscard]] const auto& best_packages() const { return best_packages_; }
    [[nodiscard]] const auto& least_worth() const { return least_worth_; }
    [[nodiscard]] const auto& oldest() const { return oldest_; }
    [[nodiscard]] const auto& last_mined() const { return last_mined_; }

private:
    template <class Change>
    void change(const WaitingPayment& payment, const Change& change);

    std::uint64_t numbers_ = 0;
    std::map<Hash, WaitingPayment> payments_;
    std::set<const WaitingPayment*, BestPackage> best_packages_;
    std::set<const WaitingPayment*, LeastWorth> least_worth_;
    std::set<const WaitingPayment*, Oldest> oldest_;
    std::set<const WaitingPayment*, LastMined> last_mined_;
};

}  // namespace sbc::node
