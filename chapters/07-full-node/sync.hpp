#pragma once

#include <map>
#include <optional>

#include "base/time.hpp"
#include "chain/chain.hpp"
#include "chain_message.hpp"
#include "net/link_id.hpp"

namespace stage {

// #region names
using sbc::chain::BlockError;
using sbc::chain::Chain;
using sbc::chain::Place;
using sbc::net::LinkId;
// #endregion names

// #region locator
// Where a history is, in few hashes: ten single steps down from its end, then steps that double, to
// the genesis block. Whoever has another history finds what both share, or nearly so.
[[nodiscard]] std::vector<Hash> locator_of(const Place& end);
// What follows the first of these that is in our history, as many as one message carries.
[[nodiscard]] Headers headers_after(const Chain& chain, const std::vector<Hash>& locator);
// #endregion locator

// #region sync
// Headers first. A header is 80 bytes and says how much work was done for it; nobody can make up a
// history that has more work than ours without doing it. So we ask for headers, look at them, and
// for the bodies only when we know that they are worth it (download.hpp).
class Sync {
public:
    static constexpr sbc::Duration patience{10'000};
    struct Question {
        LinkId to;
        GetHeaders headers;
    };

    void announced(LinkId by, const Announce& tip) { neighbours_[by].tip = tip; }
    // It does not have what it has shown us: nothing of that counts, until it announces again.
    void lacks(LinkId neighbour) { neighbours_[neighbour] = {}; }
    void left(LinkId neighbour);
    // Whom to ask now: somebody whose history has more work than ours, and ends in a block that we
    // do not know. One at a time.
    [[nodiscard]] std::optional<Question> next(const Chain& chain, sbc::Instant now);
    // They have come, and go into the chain's tree. A refusal says what was wrong with one of them.
    [[nodiscard]] sbc::Result<void, BlockError> take(LinkId from, const Headers& headers,
                                                     Chain& chain, std::chrono::sys_seconds wall);
    // One header, of a block that stands on its tip and is on its way to it.
    [[nodiscard]] sbc::Result<void, BlockError> coming(LinkId from, const Header& header,
                                                       Chain& chain, std::chrono::sys_seconds wall);
    // Who was asked, and has not answered in time.
    [[nodiscard]] std::optional<LinkId> overdue(sbc::Instant now) const;
    [[nodiscard]] sbc::Instant deadline() const { return asked_ ? asked_->until : sbc::never; }
    // The highest block of a neighbour's history whose header we have.
    [[nodiscard]] std::map<LinkId, Hash> known(const Chain& chain) const;
    // #endregion sync

    // #region sync-members
private:
    struct Neighbour {
        std::optional<Announce> tip;  // nothing: it has nothing for us, until it announces again
        std::optional<Hash> shown;    // the last header that has come from it
    };
    struct Asked {
        LinkId to;
        sbc::Instant until;
    };
    std::map<LinkId, Neighbour> neighbours_;
    std::optional<Asked> asked_;
    // #endregion sync-members
};

}  // namespace stage
