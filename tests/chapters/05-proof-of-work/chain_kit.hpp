#pragma once

#include <algorithm>
#include <set>

#include "chain.hpp"
#include "merkle.hpp"

// The chain that tests/chains is about, here: the stage's own.
namespace kit {

using namespace stage;

inline Header header_of(const Place& place) { return place.block.header; }

// Where a proof leads to, if it proves anything.
inline std::optional<Hash> proven_root(const MerkleProof& proof, const Hash& leaf) {
    return root_by(proof, leaf);
}
inline MerkleProof proof_of(const std::vector<Hash>& leaves, std::uint32_t index) {
    return merkle_proof(leaves, index);
}

inline std::size_t size_of(const Tree& tree) { return tree.places().size(); }
inline void hold(Orphans& orphans, Block block) { orphans.hold(std::move(block)); }

constexpr std::size_t most_orphans = Orphans::most;
constexpr std::size_t most_side_blocks = Chain::most_side_blocks;

// Remembers the order of what has happened, and refuses the blocks that it is told to.
class ObstinateLedger : public Ledger {
public:
    std::set<Hash> refuses;
    std::vector<std::string> happened;

    [[nodiscard]] sbc::Result<void, BlockError> check(std::string_view transaction) const override {
        if (!transaction.starts_with("unreadable")) return {};
        return sbc::refuse(BlockError::BadTransaction, "it cannot be read");
    }
    [[nodiscard]] sbc::Result<void, BlockError> apply(const Block& block) override {
        if (refuses.contains(hash_of(block.header))) {
            return sbc::refuse(BlockError::BadPayment, "told to refuse it");
        }
        happened.insert(happened.end(), block.transactions.begin(), block.transactions.end());
        return {};
    }
    void undo(const Block& block) override {
        const auto& last = block.transactions;
        if (happened.size() < last.size() ||
            !std::equal(last.rbegin(), last.rend(), happened.rbegin())) {
            throw std::logic_error{"a block is undone that was not applied last"};
        }
        happened.resize(happened.size() - last.size());
    }
};

// A chain and what it stands on.
class Book {
public:
    explicit Book(const Network& network) : chain_{network, ledger} {}
    ObstinateLedger ledger;
    [[nodiscard]] auto add(Block block, std::chrono::sys_seconds wall) {
        return chain_.add(std::move(block), wall);
    }
    [[nodiscard]] const Chain& chain() const { return chain_; }

private:
    Chain chain_;
};

}  // namespace kit
