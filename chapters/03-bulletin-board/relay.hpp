#pragma once

#include <algorithm>
#include <map>

#include "node.hpp"
#include "seen_cache.hpp"

namespace stage {

// #region rate
// How much one neighbour may send. Each message books a little time; whoever has booked more than
// its credit ahead of now must wait until time has caught up.
class RateLimit {
public:
    RateLimit(Duration per_message, Duration credit) : per_message_{per_message}, credit_{credit} {}
    bool take(Instant now) {
        booked_until_ = std::max(booked_until_, now);
        if (booked_until_ + per_message_ > now + credit_) return false;
        booked_until_ += per_message_;
        return true;
    }

private:
    Duration per_message_;
    Duration credit_;
    Instant booked_until_{};
};
// #endregion rate

// #region relay
struct RelayLimits {
    std::uint64_t max_hops = 64;
    std::size_t remembered = 10'000;  // ids
    Duration memory{10 * 60'000};
    Duration per_message{5};  // 200 a second from one neighbour,
    Duration credit{2'000};   // and 400 at once
};
enum class RelayVerdict { PassOn, Seen, TooFar, TooMany };

// Whether a message goes on to the other neighbours.
class Relay {
public:
    explicit Relay(RelayLimits limits) : limits_{limits}, seen_{limits.remembered, limits.memory} {}

    // The order matters: what is not taken must not be remembered, for it may come another way.
    RelayVerdict judge(LinkId from, MessageId id, std::uint64_t hops, Instant now);
    // One of our own: when it comes back, it is not new.
    void remember(MessageId id, Instant now) { seen_.add(id, now); }
    void forget(LinkId neighbour) { rates_.erase(neighbour); }

private:
    RelayLimits limits_;
    SeenCache seen_;
    std::map<LinkId, RateLimit> rates_;
};
// #endregion relay

}  // namespace stage
