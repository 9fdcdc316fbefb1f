#pragma once

#include <deque>
#include <set>

#include "crypto/hash.hpp"

namespace sbc::node {

// The last so many ids that came, each once: the oldest one is forgotten when there are more.
class RecentIds {
public:
    explicit RecentIds(std::size_t most) : most_{most} {}

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
    std::set<crypto::Hash> ids_;
    std::deque<crypto::Hash> order_;  // as they came
};

}  // namespace sbc::node
