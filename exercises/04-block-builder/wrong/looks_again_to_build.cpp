// Looks whether anything waits, and looks again to build.
#include "block_builder.hpp"

#include <algorithm>

namespace exercise {

static stage::Block build(std::vector<std::string> transactions, const stage::Header& tip,
                          std::chrono::sys_seconds wall) {
    stage::Block block;
    block.header.previous = hash_of(tip);
    block.header.contents = stage::contents_of(transactions);
    block.header.time = std::max(wall, tip.time);
    block.transactions = std::move(transactions);
    return block;
}

std::optional<stage::Block> BlockBuilder::on_event(const PoolView& pool, const stage::Header& tip,
                                                   Moment moment) {
    if (pool.look().empty()) {
        deadline_ = sbc::never;
        return std::nullopt;
    }
    if (deadline_ == sbc::never) deadline_ = moment.now + every_;
    if (moment.now < deadline_) return std::nullopt;
    deadline_ = sbc::never;
    return build(pool.look(), tip, moment.wall);
}

}  // namespace exercise
