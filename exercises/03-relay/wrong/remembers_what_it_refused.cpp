// Remembers the message before it asks whether it may be taken.
#include "relay.hpp"

namespace stage {

RelayVerdict Relay::judge(LinkId from, MessageId id, std::uint64_t hops, Instant now) {
    if (hops >= limits_.max_hops) return RelayVerdict::TooFar;
    const auto rate = rates_.try_emplace(from, limits_.per_message, limits_.credit).first;
    const bool is_new = seen_.add(id, now);
    if (!rate->second.take(now)) return RelayVerdict::TooMany;
    return is_new ? RelayVerdict::PassOn : RelayVerdict::Seen;
}

}  // namespace stage
