#include "builder.hpp"

#include <algorithm>

namespace stage {

// #region due
bool Builder::due(bool transactions_wait, sbc::Instant now) {
    if (!every_ || !transactions_wait) {
        deadline_ = sbc::never;
        return false;
    }
    if (deadline_ == sbc::never) deadline_ = now + *every_;
    if (now < deadline_) return false;
    deadline_ = sbc::never;
    return true;
}
// #endregion due

// #region build
Block build_block(const Header& tip, std::vector<std::string> transactions,
                  std::chrono::sys_seconds wall) {
    Block block;
    block.header.previous = hash_of(tip);
    block.header.contents = contents_of(transactions);
    block.header.time = std::max(wall, tip.time);  // the last builder's clock may be ahead of ours
    block.transactions = std::move(transactions);
    return block;
}
// #endregion build

}  // namespace stage
