#pragma once

#include <deque>
#include <set>
#include <utility>

#include "node.hpp"

namespace stage {

// Which messages have passed already, by their ids. It forgets an id after a while, and the oldest
// one earlier when it is full: whatever a stranger sends, it takes no more memory than this.
class SeenCache {
public:
    SeenCache(std::size_t capacity, Duration memory) : capacity_{capacity}, memory_{memory} {}

    // True for an id that is new; it is remembered from now on.
    bool add(MessageId id, Instant now) {
        while (!order_.empty() && now >= order_.front().second + memory_) forget_oldest();
        if (!ids_.insert(id).second) return false;
        order_.emplace_back(id, now);
        if (order_.size() > capacity_) forget_oldest();
        return true;
    }

private:
    void forget_oldest() {
        ids_.erase(order_.front().first);
        order_.pop_front();
    }
    std::size_t capacity_;
    Duration memory_;
    std::set<MessageId> ids_;
    std::deque<std::pair<MessageId, Instant>> order_;  // as they came
};

}  // namespace stage
