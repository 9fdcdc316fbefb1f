#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/u256.hpp"

namespace exercise {

// A block as a node sees it come in. In what order they come is chance, but each comes after the
// one that it stands on.
struct Seen {
    std::string name;        // for people's eyes
    std::size_t parent = 0;  // the one it stands on, as an index into the same list
    sbc::U256 work;          // how many hashes this one block took
    bool refused = false;    // the ledger does not take what it holds
};

// The tip of the history that counts, as an index. The first of the blocks is the genesis block,
// whose parent means nothing; it is never refused.
[[nodiscard]] std::size_t best_of(std::span<const Seen> blocks);

}  // namespace exercise
