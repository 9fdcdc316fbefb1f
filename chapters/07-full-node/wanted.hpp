#pragma once

#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "crypto/hash.hpp"
#include "net/link_id.hpp"

namespace stage {

// #region wanted
// Which payments we lack, and who has announced them. Each is asked for at one neighbour at a time:
// at the first who announced it; if it does not come, at the next.
class Wanted {
public:
    using LinkId = sbc::net::LinkId;
    using Hash = sbc::crypto::Hash;
    struct Request {
        LinkId to;
        Hash hash;
    };
    static constexpr sbc::Duration patience{5'000};
    static constexpr std::ptrdiff_t most_of_one = 1'000;  // that it announces and does not deliver

    // It has been announced by this neighbour. True: ask it now.
    [[nodiscard]] bool announced(const Hash& hash, LinkId by, sbc::Instant now);
    // It is here, whoever it came from.
    void arrived(const Hash& hash) { wanted_.erase(hash); }
    void left(LinkId neighbour);
    // Those whose time is over, each to be asked for elsewhere; whom nobody else has is given up.
    [[nodiscard]] std::vector<Request> overdue(sbc::Instant now);
    [[nodiscard]] sbc::Instant deadline() const;
    // #endregion wanted

    // #region wanted-members
private:
    struct Waiting {
        std::deque<LinkId> announcers;  // the first one has been asked
        sbc::Instant until;
    };
    std::map<Hash, Waiting> wanted_;
};
// #endregion wanted-members

}  // namespace stage
