#include "seen.hpp"

namespace stage {

sbc::Result<void, MailError> Seen::take(const Hash& id, Time until, Time now) {
    // Your turn. So far each letter is taken, as often as it comes.
    (void)id;
    (void)until;
    (void)now;
    return {};
}

}  // namespace stage
