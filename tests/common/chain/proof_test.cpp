// Proofs that nobody makes prove nothing.
#include "chain_kit.hpp"
#include "chains/scene.hpp"

using namespace kit;

namespace {

std::vector<Hash> leaves(std::size_t count) {
    std::vector<Hash> row;
    while (row.size() < count) row.push_back(any_hash(row.size()));
    return row;
}

}  // namespace

TEST_CASE("there is no proof of a leaf that is not there", "[chain]") {
    CHECK_FALSE(merkle_proof({}, 0));
    CHECK_FALSE(merkle_proof(leaves(5), 5));
    CHECK_FALSE(merkle_proof(leaves(5), 0xffff'ffff));
}

TEST_CASE("a proof whose index lies beyond its tree is none", "[chain]") {
    for (std::uint32_t count = 1; count <= 9; ++count) {
        for (std::uint32_t index = 0; index < count; ++index) {
            auto proof = merkle_proof(leaves(count), index).value();
            for (auto bit = static_cast<std::uint32_t>(proof.siblings.size()); bit < 32; ++bit) {
                proof.index = index | 1U << bit;
                CHECK_FALSE(root_by(proof, any_hash(index)));
            }
        }
    }
}

TEST_CASE("the last of an odd row has one number, not two", "[chain]") {
    for (const std::uint32_t count : {3U, 5U, 6U, 7U, 9U, 11U}) {
        const auto all = leaves(count);
        for (std::uint32_t index = 0; index < count; ++index) {
            const auto proof = merkle_proof(all, index).value();
            // As somebody would who counts one leaf, or one pair of them, twice.
            for (std::uint32_t other = 0; other < 16; ++other) {
                if (other == index) continue;
                auto moved = proof;
                moved.index = other;
                CHECK(root_by(moved, all[index]) != merkle_root(all));
            }
        }
    }
}

TEST_CASE("a proof is at most 32 deep", "[chain]") {
    MerkleProof proof;
    proof.siblings.assign(deepest_proof, any_hash(1));
    CHECK(root_by(proof, any_hash(0)));
    proof.index = 0xffff'ffff;
    CHECK(root_by(proof, any_hash(0)));
    proof.siblings.push_back(any_hash(1));
    CHECK_FALSE(root_by(proof, any_hash(0)));
}
