#include "merkle.hpp"

#include <algorithm>

namespace stage {

// #region rows
static Hash hash_pair(const Hash& left, const Hash& right) {
    std::array<std::uint8_t, 64> both{};
    std::copy_n(left.bytes.begin(), 32, both.begin());
    std::copy_n(right.bytes.begin(), 32, both.begin() + 32);
    return sbc::crypto::hash256(both);
}

static std::vector<Hash> row_above(const std::vector<Hash>& row) {
    std::vector<Hash> above;
    for (std::size_t i = 0; i < row.size(); i += 2) {
        above.push_back(hash_pair(row[i], row[std::min(i + 1, row.size() - 1)]));
    }
    return above;
}

Hash merkle_root(std::vector<Hash> row) {
    if (row.empty()) return {};
    while (row.size() > 1) row = row_above(row);
    return row[0];
}
// #endregion rows

// #region twins
bool has_twins(std::vector<Hash> row) {
    for (; row.size() > 1; row = row_above(row)) {
        for (std::size_t i = 0; i + 1 < row.size(); i += 2) {
            if (row[i] == row[i + 1]) return true;
        }
    }
    return false;
}
// #endregion twins

// #region proof
MerkleProof merkle_proof(std::vector<Hash> row, std::uint32_t index) {
    MerkleProof proof{index, {}};
    for (; row.size() > 1; row = row_above(row), index /= 2) {
        proof.siblings.push_back(row[std::min<std::size_t>(index ^ 1, row.size() - 1)]);
    }
    return proof;
}

Hash root_by(const MerkleProof& proof, Hash leaf) {
    std::uint32_t index = proof.index;
    for (const Hash& sibling : proof.siblings) {
        leaf = index % 2 == 0 ? hash_pair(leaf, sibling) : hash_pair(sibling, leaf);
        index /= 2;
    }
    return leaf;
}
// #endregion proof

}  // namespace stage
