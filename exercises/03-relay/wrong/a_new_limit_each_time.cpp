// Asks a limit that has only just begun.
#include "relay.hpp"

namespace stage {

RelayVerdict Relay::judge(LinkId from, MessageId id, std::uint64_t hops, Instant now) {
    if (hops >= limits_.max_hops) return RelayVerdict::TooFar;
    RateLimit rate{limits_.per_message, limits_.credit};
    rates_.insert_or_assign(from, rate);
    if (!rate.take(now)) return RelayVerdict::TooMany;
    return seen_.add(id, now) ? RelayVerdict::PassOn : RelayVerdict::Seen;
}

}  // namespace stage
