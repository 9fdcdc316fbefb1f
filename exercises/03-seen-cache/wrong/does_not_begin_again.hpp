// Finds that an id's time is over, and keeps the old time all the same.
#pragma once

#include <deque>
#include <map>

#include "node.hpp"

namespace stage {

// Which messages have passed already, by their ids. It forgets an id after a while, and the oldest
// one earlier when it is full: whatever a stranger sends, it takes no more memory than this.
class SeenCache {
public:
    SeenCache(std::size_t capacity, Duration memory) : capacity_{capacity}, memory_{memory} {}

    // True for an id that is new; it is remembered from now on.
    bool add(MessageId id, Instant now) {
        const auto [found, is_new] = came_.try_emplace(id, now);
        if (!is_new) return now >= found->second + memory_;
        order_.push_back(id);
        if (order_.size() > capacity_) forget_oldest();
        return true;
    }

private:
    void forget_oldest() {
        came_.erase(order_.front());
        order_.pop_front();
    }
    std::size_t capacity_;
    Duration memory_;
    std::map<MessageId, Instant> came_;
    std::deque<MessageId> order_;  // as they came
};

}  // namespace stage
