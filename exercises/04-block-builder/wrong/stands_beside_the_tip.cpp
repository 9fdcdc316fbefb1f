// Begins with a copy of the tip's header, and leaves its previous in it.
#include "block_builder.hpp"

#include <algorithm>

namespace exercise {

static stage::Block build(std::vector<std::string> transactions, const stage::Header& tip,
                          std::chrono::sys_seconds wall) {
    stage::Block block;
    block.header = tip;
    block.header.contents = stage::contents_of(transactions);
    block.header.time = std::max(wall, tip.time);
    block.transactions = std::move(transactions);
    return block;
}

std::optional<stage::Block> BlockBuilder::on_event(const PoolView& pool, const stage::Header& tip,
                                                   Moment moment) {
    std::vector<std::string> waiting = pool.look();
    if (waiting.empty()) {
        deadline_ = sbc::never;
        return std::nullopt;
    }
    if (deadline_ == sbc::never) deadline_ = moment.now + every_;
    if (moment.now < deadline_) return std::nullopt;
    deadline_ = sbc::never;
    return build(std::move(waiting), tip, moment.wall);
}

}  // namespace exercise
