#include "chain/merkle.hpp"

#include <algorithm>

namespace sbc::chain {
namespace {

Hash hash_pair(const Hash& left, const Hash& right) {
    std::array<std::uint8_t, 64> both{};
    std::copy_n(left.bytes.begin(), 32, both.begin());
    std::copy_n(right.bytes.begin(), 32, both.begin() + 32);
    return crypto::hash256(both);
}

// The row above, written over this one; how long it is.
std::size_t rise(std::span<Hash> row, bool& twins) {
    for (std::size_t i = 0; i < row.size(); i += 2) {
        const bool alone = i + 1 == row.size();
        twins = twins || (!alone && row[i] == row[i + 1]);
        row[i / 2] = hash_pair(row[i], row[alone ? i : i + 1]);
    }
    return (row.size() + 1) / 2;
}

}  // namespace

MerkleTop merkle_top(std::span<Hash> row) {
    MerkleTop top;
    while (row.size() > 1) row = row.first(rise(row, top.twins));
    if (!row.empty()) top.root = row[0];
    return top;
}

Hash merkle_root(std::vector<Hash> row) { return merkle_top(row).root; }

bool has_twins(std::vector<Hash> row) { return merkle_top(row).twins; }

std::optional<MerkleProof> merkle_proof(std::vector<Hash> row, std::uint32_t index) {
    if (index >= row.size()) return std::nullopt;
    MerkleProof proof{index, {}};
    bool twins = false;
    for (; row.size() > 1; row.resize(rise(row, twins)), index /= 2) {
        proof.siblings.push_back(row[std::min<std::size_t>(index ^ 1, row.size() - 1)]);
    }
    return proof;
}

std::optional<Hash> root_by(const MerkleProof& proof, const Hash& leaf) {
    if (proof.siblings.size() > deepest_proof) return std::nullopt;
    std::uint32_t index = proof.index;
    Hash hash = leaf;
    for (const Hash& sibling : proof.siblings) {
        const bool second = index % 2 == 1;
        if (second && sibling == hash) return std::nullopt;
        hash = second ? hash_pair(sibling, hash) : hash_pair(hash, sibling);
        index /= 2;
    }
    if (index != 0) return std::nullopt;
    return hash;
}

}  // namespace sbc::chain
