#pragma once

#include "sync.hpp"

namespace stage {

// #region download
// Bodies, in batches, from all neighbours at once: each is asked for what its own history holds and
// nobody else has been asked for, the lowest first.
class Download {
public:
    static constexpr sbc::Duration patience{10'000};
    static constexpr std::uint64_t window = 512;  // blocks above our own tip
    struct Question {
        LinkId to;
        GetBlocks blocks;
    };

    // `known`: how far each neighbour's history is known.
    [[nodiscard]] std::vector<Question> next(const Chain& chain,
                                             const std::map<LinkId, Hash>& known, sbc::Instant now);
    // It is here, whoever it came from; or this one does not have it.
    void arrived(const Hash& hash) { asked_.erase(hash); }
    void left(LinkId neighbour);
    // Who has been asked for something, and has not brought it in time.
    [[nodiscard]] std::optional<LinkId> overdue(sbc::Instant now) const;
    [[nodiscard]] sbc::Instant deadline() const;

private:
    struct Asked {
        LinkId of;
        sbc::Instant until;
    };
    std::map<Hash, Asked> asked_;
};
// #endregion download

}  // namespace stage
