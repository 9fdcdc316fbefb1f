#pragma once

#include <map>
#include <optional>

#include "network.hpp"
#include "place.hpp"

namespace stage {

// #region tree
// All the blocks that we know, each on the one that it names: every history, not only ours.
class Tree {
public:
    explicit Tree(Network network);
    [[nodiscard]] const Network& network() const { return network_; }
    [[nodiscard]] const std::map<Hash, Place>& places() const { return places_; }
    [[nodiscard]] const Place& root() const { return *root_; }
    [[nodiscard]] const Place* find(const Hash& hash) const;

    // A block that has been checked, for its place: its parent is here and not bad, its target is
    // the one that is due, and its time is between the median of the eleven before it and two hours
    // after `wall`.
    [[nodiscard]] sbc::Result<const Place*, BlockError> add(Block block,
                                                            std::chrono::sys_seconds wall);
    // What a block on this one must have: these bits, and a time later than this.
    [[nodiscard]] Bits next_bits(const Place& parent) const;
    [[nodiscard]] static std::chrono::sys_seconds median_time(const Place& parent);

    // The end of the history with the most work, of those that are not bad. Of two with the same,
    // the one that came first: so nobody leaves one for the other.
    [[nodiscard]] const Place& best() const { return *best_; }
    void mark_bad(const Hash& refused);  // and all that stand on it
    // Of the ends of all other histories than this one's, the one with the least work is gone.
    void forget_weakest(const Place& ours);
    // #endregion tree

    // #region tree-members
private:
    [[nodiscard]] sbc::Result<void, BlockError> accept(const Header& header, const Place& parent,
                                                       std::chrono::sys_seconds wall) const;
    void choose_best();

    Network network_;
    std::map<Hash, Place> places_;
    const Place* root_;
    const Place* best_;
    std::uint64_t added_ = 0;
    // #endregion tree-members
};

}  // namespace stage
