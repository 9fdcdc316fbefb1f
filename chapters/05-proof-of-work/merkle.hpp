#pragma once

#include <cstdint>
#include <vector>

#include "crypto/hash.hpp"

namespace stage {

// #region merkle
using sbc::crypto::Hash;

// One hash for a whole list: the leaves are hashed two by two, and the results two by two, until
// one is left, the root. Where a row has an odd number, its last one is paired with itself. An
// empty list has the root zero.
[[nodiscard]] Hash merkle_root(std::vector<Hash> row);

// Whether a longer or shorter list has the same root: the rule for odd rows makes [a b c] and
// [a b c c] alike. So two equal ones side by side, in any row, are refused.
[[nodiscard]] bool has_twins(std::vector<Hash> row);

// What it takes to show that a leaf is in the tree, without the other leaves: whom it meets on the
// way up, and its number, which says on which side.
struct MerkleProof {
    std::uint32_t index = 0;
    std::vector<Hash> siblings;  // the lowest first
};
[[nodiscard]] MerkleProof merkle_proof(std::vector<Hash> row, std::uint32_t index);
// The root that the proof leads to: compare it with the one in a header.
[[nodiscard]] Hash root_by(const MerkleProof& proof, Hash leaf);
// #endregion merkle

}  // namespace stage
