#pragma once

#include <map>
#include <set>
#include <vector>

#include "ledger/coins.hpp"

namespace sbc::ledger {

// Payments that wait for a block, as if they had happened on top of the coins: which coins they
// take, which they bring, and what that means for an address. Decides nothing; who may wait, and
// for how long, is the affair of whoever adds and removes them. All in time that grows with the
// logarithm of how many wait, and with what an address has to do with them.
class Pending {
public:
    // A payment that has been judged, with the coins that it spends, in the order of its inputs. It
    // spends none that another one of these spends. One that waits already: nothing happens.
    void add(const CheckedTransaction& payment, const std::vector<Coin>& spends);
    // It waits no longer. Those that spend its outputs are still there: remove them first, or keep
    // them when it is in a block now.
    void remove(const Hash& id);

    [[nodiscard]] std::size_t size() const { return waiting_.size(); }
    [[nodiscard]] bool contains(const Hash& id) const { return waiting_.contains(id); }
    // Which payment spends this.
    [[nodiscard]] std::optional<Hash> spender_of(const Outpoint& outpoint) const;
    // An output of a payment that waits, spent by another one or not.
    [[nodiscard]] std::optional<Output> find(const Outpoint& outpoint) const;

    // What these payments bring an address, and what they take from it.
    struct Change {
        Amount comes;
        Amount goes;
    };
    [[nodiscard]] Change change(const PublicKey& key) const;
    // The payments that bring it something or take something from it, in the order of their ids.
    [[nodiscard]] std::vector<Hash> concerning(const PublicKey& key) const;

private:
    struct Waiting {
        std::vector<Outpoint> inputs;
        std::vector<Output> spends;
        std::vector<Output> outputs;
    };
    std::map<Hash, Waiting> waiting_;
    std::map<Outpoint, Hash> spenders_;
    std::map<PublicKey, std::set<Hash>> by_key_;
};

}  // namespace sbc::ledger
