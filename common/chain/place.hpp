#pragma once

#include <vector>

#include "base/u256.hpp"
#include "chain/header.hpp"

namespace sbc::chain {

// A block's header, and where it stands; its transactions lie in a BlockStore. It stays where it is
// in memory for as long as it is in the tree. Kept small: a node holds one for each block there is.
struct Place {
    Hash hash;
    Hash merkle_root;
    U256 work;                       // of all the blocks up to this one, the genesis block apart
    const Place* parent = nullptr;   // nothing: the genesis block
    const Place* jump = nullptr;     // some place below, for going down quickly
    const Place* child = nullptr;    // the one that came last
    const Place* sibling = nullptr;  // the one that came before it on the same parent
    Height height{};
    std::uint32_t version = 1;
    std::uint32_t seconds = 0;  // its time, since 1970
    Bits bits;
    Nonce nonce;
    std::uint32_t order = 0;  // in which it became complete, from 1; 0: it is not
    bool has_body = false;    // the store has its transactions
    bool bad = false;         // the ledger has refused it, or one below it

    // Whether all bodies up to this one are there, so that it can be followed.
    [[nodiscard]] bool complete() const { return order != 0; }
    [[nodiscard]] std::chrono::sys_seconds time() const {
        return std::chrono::sys_seconds{std::chrono::seconds{seconds}};
    }
};
static_assert(sizeof(Place) <= 160);

[[nodiscard]] Header header_of(const Place& place);

// The place at this height (at most its own) of the history that ends here. In a number of steps
// that grows with the logarithm of the distance.
[[nodiscard]] const Place& ancestor(const Place& place, Height height);
// Where a new place jumps to (Myers, An applicative random-access stack, 1983): so that from
// every height some power of two is skipped.
[[nodiscard]] const Place* jump_from(const Place& parent);

// How to get from one place to another: first back, then forward.
struct Path {
    std::vector<const Place*> disconnect;  // the tip first
    std::vector<const Place*> connect;     // the lowest first
};
[[nodiscard]] Path path_between(const Place& from, const Place& to);

}  // namespace sbc::chain
