// Does not look at the time of what comes.
#include "seen.hpp"

namespace stage {

sbc::Result<void, MailError> Seen::take(const Hash& id, Time until, Time now) {
    std::erase_if(until_, [&](const auto& one) { return one.second < now; });
    if (until_.emplace(id, until).second) return {};
    return sbc::refuse(MailError::Replayed, "this letter has come before");
}

}  // namespace stage
