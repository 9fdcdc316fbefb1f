// Gives the neighbour back what a repeat has cost.
#include "relay.hpp"

namespace stage {

RelayVerdict Relay::judge(LinkId from, MessageId id, std::uint64_t hops, Instant now) {
    if (hops >= limits_.max_hops) return RelayVerdict::TooFar;
    const auto rate = rates_.try_emplace(from, limits_.per_message, limits_.credit).first;
    const RateLimit before = rate->second;
    if (!rate->second.take(now)) return RelayVerdict::TooMany;
    if (seen_.add(id, now)) return RelayVerdict::PassOn;
    rate->second = before;
    return RelayVerdict::Seen;
}

}  // namespace stage
