// Forgets nothing.
#include "seen.hpp"

namespace stage {

sbc::Result<void, MailError> Seen::take(const Hash& id, Time until, Time now) {
    if (until < now) return sbc::refuse(MailError::Over, "its time is over");
    if (until_.emplace(id, until).second) return {};
    return sbc::refuse(MailError::Replayed, "this letter has come before");
}

}  // namespace stage
