#include "p2p/relay.hpp"

#include <algorithm>

namespace sbc::p2p {

bool RateLimit::take(Instant::duration cost, Instant now) {
    const Instant from = std::max(booked_until_, now);
    if (from + cost > now + credit_) return false;
    booked_until_ = from + cost;
    return true;
}

void RateLimit::book(Instant::duration cost, Instant now) {
    booked_until_ = std::max(booked_until_, now) + cost;
}

RelayVerdict Relay::judge(net::LinkId from, Role role, const Spread& spread, Instant now) {
    if (spread.hops >= limits_.max_hops) return RelayVerdict::TooFar;
    const auto pieces = static_cast<Duration::rep>(1 + spread.body.size() / limits_.free_bytes);
    const Instant::duration cost = limits_.per_message * pieces;
    RateLimit& rate = rates_.try_emplace(from, limits_.credit).first->second;
    if (!rate.take(role == Role::Core ? cost / limits_.core_share : cost, now))
        return RelayVerdict::TooMany;
    return seen_.add(spread.id, now) ? RelayVerdict::PassOn : RelayVerdict::Seen;
}

}  // namespace sbc::p2p
