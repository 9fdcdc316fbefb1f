#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "ledger/pending.hpp"
#include "wallet/entry.hpp"

namespace sbc::wallet {

using ledger::Outpoint;

// A transaction that concerns the wallet and is in no block: a payment that waits for one, or what
// was mined in a block that is no part of the history any more.
struct Unsettled {
    CheckedTransaction transaction;
    std::vector<Coin> spent;  // of its inputs, in their order
    Entry entry;
    std::int64_t turn = 0;  // the lower, the longer it waits
    // Nobody but the wallet's owner can make it not happen: it spends one's own coins alone, and
    // those are in blocks or in payments of which the same is true.
    bool sure = false;
};

// Those, in the order in which they have come: who spends what another one brings comes later. No
// two of them spend the same coin. Which coins they take and bring, ledger::Pending knows.
class Waiting {
public:
    using Owned = std::unique_ptr<Unsettled>;

    // Behind all others, or (what was in a block) before them: sets its turn.
    void add_newest(Owned unsettled);
    void add_oldest(Owned unsettled);
    // Where it was before.
    void add_again(Owned unsettled);
    // Nothing, if it is not there.
    [[nodiscard]] Owned take(const Hash& id);
    // With those that spend what it would have brought, and so on; it comes first.
    [[nodiscard]] std::vector<Owned> take_with_heirs(const Hash& id);

    [[nodiscard]] const std::vector<Owned>& all() const { return all_; }
    [[nodiscard]] const Unsettled* find(const Hash& id) const;
    [[nodiscard]] std::optional<Hash> spender_of(const Outpoint& outpoint) const {
        return index_.spender_of(outpoint);
    }

    // Finds out anew which of them are sure, from this one on. `settled` says whether a coin is the
    // wallet's own and comes from a block.
    void reconsider(const PublicKeys& keys, const std::function<bool(const Outpoint&)>& settled,
                    std::size_t from = 0);

private:
    void add(Owned unsettled);

    std::vector<Owned> all_;
    std::map<Hash, Unsettled*> by_id_;
    ledger::Pending index_;
    std::int64_t newest_ = 0;
    std::int64_t oldest_ = 0;
};

}  // namespace sbc::wallet
