#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "crypto/hash.hpp"

namespace sbc::chain {

using crypto::Hash;

// One hash for a whole list, as Bitcoin makes it (lesson 05): hashed two by two, row by row, the
// last one of an odd row with itself. An empty list has the root zero.
//
// By that rule [a b c] and [a b c c] have the same root (CVE-2012-2459). Whoever gets a list with
// twins, two equal ones that meet in any row, refuses it, and holds it against whoever sent it
// and not against the root.
struct MerkleTop {
    Hash root;
    bool twins = false;
};

// Both in one pass, each pair hashed once. The row is used up: it is what the rows above it are
// written over.
[[nodiscard]] MerkleTop merkle_top(std::span<Hash> row);
[[nodiscard]] Hash merkle_root(std::vector<Hash> row);
[[nodiscard]] bool has_twins(std::vector<Hash> row);

// What shows that a leaf is in a tree without its other leaves: whom it meets on the way up, and
// its number, which says on which side.
struct MerkleProof {
    std::uint32_t index = 0;
    std::vector<Hash> siblings;  // the lowest first
};
constexpr std::size_t deepest_proof = 32;  // as many rows as 2^32 leaves have

// Nothing: there is no leaf with this number.
[[nodiscard]] std::optional<MerkleProof> merkle_proof(std::vector<Hash> row, std::uint32_t index);

// The root that a proof, from wherever, leads to: compare it with the one in a header. Nothing:
// it is no proof that anybody makes. It is too deep; its index lies beyond its tree; or its leaf
// comes second of two that are equal, where the true tree has only one.
//
// The leaf is the hash of something that the caller has seen whole, and that is not 64 bytes long:
// otherwise it could be an inner node.
[[nodiscard]] std::optional<Hash> root_by(const MerkleProof& proof, const Hash& leaf);

}  // namespace sbc::chain
