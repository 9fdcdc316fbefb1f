#pragma once

#include "base/u256.hpp"
#include "block.hpp"

namespace stage {

// #region place
// A block, and where it stands. It stays where it is in memory as long as it is in the tree.
struct Place {
    Block block;
    Hash hash;
    Height height{};
    sbc::U256 work{};               // of all the blocks up to this one
    const Place* parent = nullptr;  // nothing: the genesis block
    std::uint64_t order = 0;        // of its coming
    unsigned children = 0;
    bool bad = false;  // a ledger has refused it, or one below it
};

// How to get from one place to another: first back, then forward.
struct Path {
    std::vector<const Place*> disconnect;  // the tip first
    std::vector<const Place*> connect;     // the lowest first
};
[[nodiscard]] Path path_between(const Place& from, const Place& to);
// #endregion place

}  // namespace stage
