#pragma once

#include <cstddef>
#include <deque>
#include <unordered_set>

#include "base/time.hpp"
#include "p2p/envelope.hpp"

namespace sbc::p2p {

// Which messages have passed already, by their ids. It forgets an id after `memory`, and the oldest
// one earlier when it is full: whatever strangers send, it holds at most `capacity` ids. A repeat
// does not renew an id's time. Graduated from lesson 03.
class SeenCache {
public:
    SeenCache(std::size_t capacity, Duration memory) : capacity_{capacity}, memory_{memory} {}

    // True for an id that is new; it is remembered from now on. `now` never goes back.
    bool add(MessageId id, Instant now);
    [[nodiscard]] std::size_t size() const { return ids_.size(); }

private:
    struct Entry {
        MessageId id;
        Instant added;
    };
    void forget_oldest();

    std::size_t capacity_;
    Duration memory_;
    std::unordered_set<MessageId> ids_;
    std::deque<Entry> order_;  // as they came
};

}  // namespace sbc::p2p
