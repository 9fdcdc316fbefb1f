#pragma once

#include <map>

#include "context.hpp"

namespace stage {

// #region seen
// Which letters have been taken. A copy is as good as the first one, signature and all: only who
// remembers can tell. It need not be remembered for ever: after its `until` a letter is not taken
// in any case.
class Seen {
public:
    // Replayed: it has been taken before. Over: it is too late for it. Else it has been taken now.
    [[nodiscard]] sbc::Result<void, MailError> take(const Hash& id, Time until, Time now);
    [[nodiscard]] std::size_t remembered() const { return until_.size(); }

private:
    std::map<Hash, Time> until_;
};
// #endregion seen

}  // namespace stage
