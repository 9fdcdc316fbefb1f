#include "p2p/seen_cache.hpp"

namespace sbc::p2p {

bool SeenCache::add(MessageId id, Instant now) {
    while (!order_.empty() && now >= order_.front().added + memory_) forget_oldest();
    if (!ids_.insert(id).second) return false;
    order_.push_back({id, now});
    if (order_.size() > capacity_) forget_oldest();
    return true;
}

void SeenCache::forget_oldest() {
    ids_.erase(order_.front().id);
    order_.pop_front();
}

}  // namespace sbc::p2p
