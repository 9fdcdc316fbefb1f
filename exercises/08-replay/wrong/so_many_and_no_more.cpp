// Forgets a letter when there are too many.
#include "seen.hpp"

namespace stage {

sbc::Result<void, MailError> Seen::take(const Hash& id, Time until, Time now) {
    std::erase_if(until_, [&](const auto& one) { return one.second < now; });
    if (until < now) return sbc::refuse(MailError::Over, "its time is over");
    if (until_.size() >= 256 && !until_.contains(id)) until_.erase(until_.begin());
    if (until_.emplace(id, until).second) return {};
    return sbc::refuse(MailError::Replayed, "this letter has come before");
}

}  // namespace stage
