#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "sim/host.hpp"

namespace sbc::sim {

// What is under way to one end of a link.
enum class What : std::uint8_t {
    DialArrives,   // at the machine that was dialed
    DialAnswered,  // back at the dialer
    DialRefused,
    DialTimedOut,
    Opened,
    Message,
    PeerClosed,
    Reset,  // the other end does not know this link any more
    OwnClosed,
    Step,  // no link: something that after() was given
};

struct Event {
    What what;
    std::uint64_t id = 0;  // of the end, or of the step
    Payload payload{};
};

// What will happen, ordered by time; what happens at the same instant keeps its order.
class EventQueue {
public:
    [[nodiscard]] Instant next() const { return heap_.empty() ? never : heap_.front().at; }

    void push(Instant at, Event event) {
        if (free_.empty()) {
            free_.push_back(static_cast<std::uint32_t>(slots_.size()));
            slots_.push_back({});
        }
        slots_[free_.back()] = std::move(event);
        heap_.push_back({at, ++order_, free_.back()});
        free_.pop_back();
        std::push_heap(heap_.begin(), heap_.end(), std::greater{});
    }
    // The next one; there is one.
    [[nodiscard]] Event pop() {
        std::pop_heap(heap_.begin(), heap_.end(), std::greater{});
        const std::uint32_t slot = heap_.back().slot;
        heap_.pop_back();
        free_.push_back(slot);
        return std::move(slots_[slot]);
    }

private:
    struct Entry {
        Instant at;
        std::uint64_t order;
        std::uint32_t slot;
        friend auto operator<=>(const Entry&, const Entry&) = default;
    };
    std::vector<Entry> heap_;  // small, since it is moved about; the events stay in their slots
    std::vector<Event> slots_;
    std::vector<std::uint32_t> free_;
    std::uint64_t order_ = 0;
};

}  // namespace sbc::sim
