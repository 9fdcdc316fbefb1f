#pragma once

#include <cstddef>
#include <cstdint>
#include <map>

#include "base/time.hpp"
#include "net/link_id.hpp"
#include "p2p/carried.hpp"
#include "p2p/seen_cache.hpp"

namespace sbc::p2p {

// How much one neighbour may send. What it sends books time: whoever has booked more than `credit`
// ahead of now has to wait until time has caught up.
class RateLimit {
public:
    explicit RateLimit(Duration credit) : credit_{credit} {}
    // Whether this much may still be booked; if so, it has been.
    [[nodiscard]] bool take(Instant::duration cost, Instant now);
    // Books it all the same: it has been spent. Whoever is ahead of `credit` by it waits the
    // longer.
    void book(Instant::duration cost, Instant now);

private:
    Duration credit_;
    Instant booked_until_{};
};

struct RelayLimits {
    std::uint64_t max_hops = 64;
    std::size_t remembered = 10'000;  // ids
    Duration memory{10 * 60'000};     // for so long
    Duration per_message{5};          // 200 a second from one edge,
    Duration credit{2'000};           // and 400 at once;
    unsigned core_share = 10;         // so many times as much from a core, which speaks for many
    std::size_t free_bytes = 4'096;   // a longer body costs one message more for each such piece
};

enum class RelayVerdict {
    PassOn,
    Seen,     // it has come already, another way
    TooFar,   // more hops than max_hops
    TooMany,  // the neighbour sends more than its share; nobody is punished for it
};

// Whether a message goes on to the other neighbours. Graduated from lesson 03; hardened: a long
// message counts for several, and a core may say more than an edge, so that one edge that floods
// its core takes nothing from the others behind it.
class Relay {
public:
    explicit Relay(const RelayLimits& limits)
        : limits_{limits}, seen_{limits.remembered, limits.memory} {}

    // What is not taken is not remembered: it may come another way.
    [[nodiscard]] RelayVerdict judge(net::LinkId from, Role role, const Spread& spread,
                                     Instant now);
    // One of our own: when it comes back, it is not new.
    void remember(MessageId id, Instant now) { seen_.add(id, now); }
    // A neighbour that has left.
    void forget(net::LinkId neighbour) { rates_.erase(neighbour); }

private:
    RelayLimits limits_;
    SeenCache seen_;
    std::map<net::LinkId, RateLimit> rates_;
};

}  // namespace sbc::p2p
