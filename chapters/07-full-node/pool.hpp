#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "ledger/ledger.hpp"

namespace stage {

// #region names
using sbc::chain::Height;
using sbc::crypto::Hash;
using sbc::ledger::Amount;
using sbc::ledger::CheckedTransaction;
// #endregion names

// #region pool-reasons
enum class PoolError {
    Waits,     // it is here already
    Forged,    // somebody has not signed: whoever passes this on has not looked
    NotNow,    // the ledger refuses it: mostly, what it spends is not there, or taken already
    TooCheap,  // it pays less than a miner should have for so many bytes
    Dust,      // it makes a coin that is not worth spending
    TooDeep,   // it hangs on one that waits, which hangs on one that waits, …
    Full,      // so much waits already, and all of it pays better
};
using FeeRate = sbc::Strong<struct FeeRateTag, std::uint64_t>;  // points for 1,000 bytes
struct PoolLimits {
    std::size_t bytes = 2'000'000;
    FeeRate least_rate{1};
    std::size_t deepest = 25;
    sbc::Duration longest = std::chrono::hours{24};
};
// #endregion pool-reasons

// #region waiting
// A payment that the ledger would take, were a block made of it now.
struct Waiting {
    CheckedTransaction payment;
    std::vector<sbc::ledger::Coin> spends;  // by its inputs, in their order
    Amount fee;
    std::size_t depth;     // 1: it hangs on no other one that waits
    std::uint64_t number;  // in the order in which they came
    sbc::Instant until;
    [[nodiscard]] FeeRate rate() const { return FeeRate{fee.value() * 1'000 / payment.size()}; }
};
// #endregion waiting

// #region pool
// The payments that wait for a block. What may wait is a matter of policy: another node may have
// another one. What may be in a block is not; that is what the ledger says.
class Pool {
public:
    // The ledger lives longer.
    explicit Pool(const sbc::ledger::Ledger& ledger, PoolLimits limits = {})
        : ledger_{ledger}, limits_{limits} {}

    // `next` is the height of the block that it could be in.
    [[nodiscard]] sbc::Result<void, PoolError> add(CheckedTransaction payment, Height next,
                                                   sbc::Instant now);
    // The history is another one. These payments are in no block any more, and wait again, before
    // all others; and whatever cannot happen now, because it has happened or because something
    // else has, waits no longer.
    void look_again(const std::vector<CheckedTransaction>& returned, Height next, sbc::Instant now);
    // Whoever has waited too long is given up, so that its owner can be sure of it.
    void on_time(sbc::Instant now);
    [[nodiscard]] sbc::Instant deadline() const;

    [[nodiscard]] bool has(const Hash& id) const { return waiting_.contains(id); }
    [[nodiscard]] const Waiting* find(const Hash& id) const;
    // The oldest first: so each comes after those that it hangs on.
    [[nodiscard]] std::vector<const Waiting*> all() const;
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    // As long as it is the same, nothing has come or gone.
    [[nodiscard]] auto state() const { return std::pair{came_, waiting_.size()}; }
    // #endregion pool

    // #region pool-members
private:
    [[nodiscard]] sbc::Result<void, PoolError> put(CheckedTransaction payment, Height next,
                                                   sbc::Instant until);
    [[nodiscard]] sbc::Result<void, PoolError> check_policy(const Waiting& fresh) const;
    [[nodiscard]] std::size_t depth_of(const CheckedTransaction& payment) const;
    void make_room();
    void remove_with_heirs(const Hash& id);

    const sbc::ledger::Ledger& ledger_;
    PoolLimits limits_;
    std::map<Hash, Waiting> waiting_;
    sbc::ledger::Pending pending_;  // what they would do to the coins
    std::size_t bytes_ = 0;
    std::uint64_t came_ = 0;
    // #endregion pool-members
};

}  // namespace stage
