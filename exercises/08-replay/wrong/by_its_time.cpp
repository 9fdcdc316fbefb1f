// Knows letters by their time.
#include "seen.hpp"

#include <algorithm>

namespace stage {

sbc::Result<void, MailError> Seen::take(const Hash& id, Time until, Time now) {
    std::erase_if(until_, [&](const auto& one) { return one.second < now; });
    if (until < now) return sbc::refuse(MailError::Over, "its time is over");
    const bool is_known = std::any_of(until_.begin(), until_.end(),
                                      [&](const auto& one) { return one.second == until; });
    if (!is_known) {
        until_.emplace(id, until);
        return {};
    }
    return sbc::refuse(MailError::Replayed, "this letter has come before");
}

}  // namespace stage
