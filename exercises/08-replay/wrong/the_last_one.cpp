// Remembers the last one.
#include "seen.hpp"

namespace stage {

sbc::Result<void, MailError> Seen::take(const Hash& id, Time until, Time now) {
    std::erase_if(until_, [&](const auto& one) { return one.second < now; });
    if (until < now) return sbc::refuse(MailError::Over, "its time is over");
    const bool is_new = !until_.contains(id);
    if (is_new) until_ = {{id, until}};
    if (is_new) return {};
    return sbc::refuse(MailError::Replayed, "this letter has come before");
}

}  // namespace stage
