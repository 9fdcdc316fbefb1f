#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "base/time.hpp"

namespace sbc::sim {

// The earliest of many deadlines, of which one changes at a time: a tournament. The leaves are the
// deadlines, each node above is the earlier of its two children, the root is the winner. A change
// plays the matches from its leaf to the root again: ten of them for a thousand hosts.
class Deadlines {
public:
    // One more, numbered from 0; it is `never` at first.
    void add() {
        if (++count_ > leaves_) grow();
    }
    void set(std::size_t number, Instant deadline) {
        std::size_t at = leaves_ + number;
        if (tree_[at] == deadline) return;
        tree_[at] = deadline;
        for (at /= 2; at > 0; at /= 2) tree_[at] = std::min(tree_[2 * at], tree_[2 * at + 1]);
    }
    [[nodiscard]] Instant earliest() const { return tree_[1]; }
    // Whose it is; the lowest number among equals.
    [[nodiscard]] std::size_t number_of_earliest() const {
        std::size_t at = 1;
        while (at < leaves_) at = tree_[2 * at] == tree_[at] ? 2 * at : 2 * at + 1;
        return at - leaves_;
    }

private:
    void grow() {
        const std::vector<Instant> old = std::move(tree_);
        const std::size_t had = leaves_;
        leaves_ *= 2;
        tree_.assign(2 * leaves_, never);
        for (std::size_t number = 0; number < had; ++number) set(number, old[had + number]);
    }

    std::size_t count_ = 0;
    std::size_t leaves_ = 1;               // a power of two
    std::vector<Instant> tree_{2, never};  // tree_[1] is the root, tree_[leaves_ + n] is n
};

}  // namespace sbc::sim
