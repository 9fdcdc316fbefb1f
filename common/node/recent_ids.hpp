#pragma once

#include <deque>
#include <unordered_set>

#include "crypto/hash.hpp"
#include "ledger/siphash.hpp"

namespace sbc::node {

// The last so many ids that came, each once: the oldest one is forgotten when there are more.
// Strangers choose the ids, so where they lie in the table depends on a seed they do not know.
class RecentIds {
public:
    RecentIds(std::size_t most, const ledger::HashSeed& seed)
        : most_{most}, ids_{0, ledger::KeyedHash{seed}} {}

    void add(const crypto::Hash& id) {
        if (most_ == 0 || !ids_.insert(id).second) return;
        order_.push_back(id);
        if (order_.size() <= most_) return;
        ids_.erase(order_.front());
        order_.pop_front();
    }
    [[nodiscard]] bool contains(const crypto::Hash& id) const { return ids_.contains(id); }
    [[nodiscard]] std::size_t size() const { return ids_.size(); }
    void clear() {
        ids_.clear();
        order_.clear();
    }

private:
    std::size_t most_;
    std::unordered_set<crypto::Hash, ledger::KeyedHash> ids_;
    std::deque<crypto::Hash> order_;  // as they came
};

}  // namespace sbc::node
