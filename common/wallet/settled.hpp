#pragma once

#include <map>
#include <memory>
#include <vector>

#include "wallet/waiting.hpp"

namespace sbc::wallet {

// The lines of a history that are no longer open, in the order of the blocks: what is confirmed,
// and what was refused, below the block that stood in its way. A line lies where it lies: whoever
// shows the history looks at it there.
class Settled {
public:
    struct Line {
        Entry entry;
        // Of what a block stood in the way of: should the block go, it may happen after all.
        Waiting::Owned refused_by_block;
        // That block has gone, and something that waits stands in the way now. `rival`: what spends
        // the same coin, if it is that.
        bool block_is_gone = false;
        std::optional<Hash> rival = {};
    };

    void add(Line line);
    [[nodiscard]] bool empty() const { return lines_.empty(); }
    [[nodiscard]] const Entry& last() const { return lines_.back()->entry; }
    [[nodiscard]] Line take_last();
    // Wherever it lies. For what is rare: the lines above it move.
    void remove(const Hash& id);

    [[nodiscard]] std::size_t size() const { return lines_.size(); }
    [[nodiscard]] const Entry& newest(std::size_t place) const {
        return lines_[lines_.size() - 1 - place]->entry;
    }
    [[nodiscard]] const Line* find(const Hash& id) const;

private:
    std::vector<std::unique_ptr<Line>> lines_;
    std::map<Hash, Line*> by_id_;
};

}  // namespace sbc::wallet
