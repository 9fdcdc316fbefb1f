#pragma once

#include <list>
#include <map>
#include <vector>

#include "chain/block.hpp"

namespace sbc::chain {

struct OrphanLimits {
    std::size_t count = 100;
    std::size_t bytes = 1'000'000;  // of their transactions
};

// Blocks that hold by themselves and whose parents have not come yet (lesson 05). Beyond the limits
// the oldest go.
class Orphans {
public:
    struct Orphan {
        CheckedHeader header;
        Block block;
    };
    explicit Orphans(OrphanLimits limits = {}) : limits_{limits} {}

    void hold(const CheckedHeader& header, Block block);
    // Those that name this block as the one before them, the oldest first: orphans no longer.
    [[nodiscard]] std::vector<Orphan> take_children(const Hash& parent);
    [[nodiscard]] std::size_t size() const { return waiting_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    using Waiting = std::list<Orphan>;
    void remove(Waiting::iterator orphan);

    OrphanLimits limits_;
    Waiting waiting_;  // the oldest first
    std::multimap<Hash, Waiting::iterator> by_parent_;
    std::size_t bytes_ = 0;
};

}  // namespace sbc::chain
