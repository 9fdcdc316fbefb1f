// The Merkle tree: against a block of Bitcoin's, its proofs, and the lists that have the same root.
#pragma once

#include "chains/scene.hpp"

using namespace kit;

namespace {

std::vector<Hash> leaves(std::size_t count) {
    std::vector<Hash> row;
    while (row.size() < count) row.push_back(any_hash(row.size()));
    return row;
}
Hash pair(const Hash& left, const Hash& right) {
    sbc::Bytes both{left.bytes.begin(), left.bytes.end()};
    both.insert(both.end(), right.bytes.begin(), right.bytes.end());
    return sbc::crypto::hash256(both);
}

}  // namespace

TEST_CASE("the transactions of Bitcoin's block 100,000 have its root", "[chains]") {
    CHECK(merkle_root({hash("8c14f0db3df150123e6f3dbbf30f8b955a8249b62ac1d1ff16284aefa3d06d87"),
                       hash("fff2525b8931402dd09222c50775608f75787bd2b87e56995a7bdd30f79702c4"),
                       hash("6359f0868171b1d194cbee1af2f16ea598ae8fad666d9b012c8ed2b79a236ec4"),
                       hash("e9a66845e05d5abc0ad04ec80f774a7e585c6e8db975962d069a522137b80c1d")}) ==
          hash("f3e94742aca4b5ef85488dc37c06c3282295ffec960994b2c0d5ac2a25a95766"));
}

TEST_CASE("a root is made two by two, the last one of an odd row with itself", "[chains]") {
    const auto all = leaves(5);
    CHECK(merkle_root({}) == Hash{});
    CHECK(merkle_root({all[0]}) == all[0]);
    CHECK(merkle_root({all[0], all[1]}) == pair(all[0], all[1]));
    const Hash c_c = pair(all[2], all[2]);
    CHECK(merkle_root({all[0], all[1], all[2]}) == pair(pair(all[0], all[1]), c_c));
    const Hash four = pair(pair(all[0], all[1]), pair(all[2], all[3]));
    const Hash e_e = pair(all[4], all[4]);
    CHECK(merkle_root(all) == pair(four, pair(e_e, e_e)));
}

TEST_CASE("another list, or the same one in another order, has another root", "[chains]") {
    for (std::size_t count = 2; count <= 9; ++count) {
        const auto all = leaves(count);
        const Hash root = merkle_root(all);
        for (std::size_t i = 0; i < count; ++i) {
            auto other = all;
            other[i] = any_hash(1'000);
            CHECK(merkle_root(other) != root);
            auto swapped = all;
            std::swap(swapped[i], swapped[(i + 1) % count]);
            CHECK(merkle_root(swapped) != root);
            auto shorter = all;
            shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
            CHECK(merkle_root(shorter) != root);
        }
    }
}

TEST_CASE("every leaf of every tree can be proven, and no other one", "[chains]") {
    for (std::uint32_t count = 1; count <= 20; ++count) {
        const auto all = leaves(count);
        const Hash root = merkle_root(all);
        for (std::uint32_t index = 0; index < count; ++index) {
            const MerkleProof proof = proof_of(all, index);
            CAPTURE(count, index);
            CHECK(proof.index == index);
            CHECK(std::size_t{1} << proof.siblings.size() >= count);
            CHECK(proven_root(proof, all[index]) == root);
            CHECK(proven_root(proof, any_hash(1'000)) != root);
            if (count == 1) continue;
            for (std::size_t i = 0; i < proof.siblings.size(); ++i) {
                MerkleProof altered = proof;
                altered.siblings[i].bytes[7] ^= 1;
                CHECK(proven_root(altered, all[index]) != root);
            }
        }
    }
}

// What was found in Bitcoin in 2012 (CVE-2012-2459): a block can be given other contents that its
// header does not tell apart, and whoever marks the header as bad then shuts out the true block.
TEST_CASE("lists that repeat their end have the root of the list without it", "[chains]") {
    const auto all = leaves(6);
    const auto list = [&](std::initializer_list<std::size_t> which) {
        std::vector<Hash> row;
        for (const std::size_t i : which) row.push_back(all[i]);
        return row;
    };
    const std::vector<std::pair<std::vector<Hash>, std::vector<Hash>>> alike{
        {list({0, 1, 2}), list({0, 1, 2, 2})},
        {list({0, 1, 2, 3, 4}), list({0, 1, 2, 3, 4, 4})},
        {list({0, 1, 2, 3, 4}), list({0, 1, 2, 3, 4, 4, 4, 4})},
        {list({0, 1, 2, 3, 4, 5}), list({0, 1, 2, 3, 4, 5, 4, 5})},
    };
    for (const auto& [once, twice] : alike) {
        CHECK(merkle_root(once) == merkle_root(twice));
        CHECK_FALSE(has_twins(once));
        CHECK(has_twins(twice));
    }
    SECTION("two equal ones that do not meet are no twins") {
        CHECK_FALSE(has_twins(list({0, 1, 1, 2})));
        CHECK(has_twins(list({1, 1})));
        CHECK(has_twins(list({1, 1, 2})));
    }
    SECTION("no list of different leaves has twins") {
        for (std::size_t count = 0; count <= 40; ++count) CHECK_FALSE(has_twins(leaves(count)));
    }
}
