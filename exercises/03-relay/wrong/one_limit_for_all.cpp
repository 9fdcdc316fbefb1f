// Has one limit for all neighbours together.
#include "relay.hpp"

namespace stage {

RelayVerdict Relay::judge(LinkId, MessageId id, std::uint64_t hops, Instant now) {
    if (hops >= limits_.max_hops) return RelayVerdict::TooFar;
    const auto rate = rates_.try_emplace(LinkId{}, limits_.per_message, limits_.credit).first;
    if (!rate->second.take(now)) return RelayVerdict::TooMany;
    return seen_.add(id, now) ? RelayVerdict::PassOn : RelayVerdict::Seen;
}

}  // namespace stage
