#include "builder.hpp"

#include <algorithm>

#include "merkle.hpp"

namespace stage {

// #region due
bool Builder::due(bool something_new, sbc::Instant now) {
    if (!every_ || !something_new) {
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
Block build_block(const Place& parent, Bits bits, std::vector<std::string> transactions,
                  std::chrono::sys_seconds wall, Nonce first) {
    Block block;
    block.header.previous = parent.hash;
    block.header.merkle_root = merkle_root(leaves_of(transactions));
    block.header.time = std::max(wall, Tree::median_time(parent) + std::chrono::seconds{1});
    block.header.bits = bits;
    block.header.nonce = first;
    block.transactions = std::move(transactions);
    return block;
}
// #endregion build

}  // namespace stage
