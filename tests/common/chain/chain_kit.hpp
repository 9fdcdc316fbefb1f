#pragma once

#include <algorithm>
#include <set>
#include <stdexcept>

#include "chain/chain.hpp"
#include "chain/merkle.hpp"
#include "failing_store.hpp"

// The chain that tests/chains is about, here: that of common/chain.
namespace kit {

using namespace sbc::chain;

// Whole blocks in a tree, as the cases put them there.
class Tree : public BlockTree {
public:
    explicit Tree(Network network) : BlockTree{std::move(network), 1'000'000} {}
    [[nodiscard]] sbc::Result<const Place*, BlockError> add(const Block& block,
                                                            std::chrono::sys_seconds wall) {
        const auto checked = check_header(block.header);
        if (!checked) return tl::unexpected(checked.error());
        auto placed = accept(*checked, wall);
        if (placed) body_arrived(**placed);
        return placed;
    }
    void mark_bad(const Hash& refused) { BlockTree::mark_bad(*find(refused)); }
};

inline std::optional<Hash> proven_root(const MerkleProof& proof, const Hash& leaf) {
    return root_by(proof, leaf);
}
inline MerkleProof proof_of(const std::vector<Hash>& leaves, std::uint32_t index) {
    return merkle_proof(leaves, index).value();
}

inline std::size_t size_of(const BlockTree& tree) { return tree.size(); }
inline void hold(Orphans& orphans, Block block) {
    const auto checked = check_header(block.header);
    orphans.hold(checked.value(), std::move(block));
}

constexpr std::size_t most_orphans = OrphanLimits{}.count;
constexpr std::size_t most_side_blocks = 500;

// Remembers the order of what has happened, and refuses the blocks that it is told to. Its undo
// says what to take back.
class ObstinateLedger : public Ledger {
public:
    std::set<Hash> refuses;
    std::vector<std::string> happened;

    [[nodiscard]] sbc::Result<void, BlockError> check(std::string_view transaction) const override {
        if (!transaction.starts_with("unreadable")) return {};
        return sbc::refuse(BlockError::BadTransaction, "it cannot be read");
    }
    [[nodiscard]] sbc::Result<Undo, BlockError> apply(const Block& block, Height height) override {
        if (refuses.contains(hash_of(block.header))) {
            return sbc::refuse(BlockError::BadPayment, "told to refuse it");
        }
        if (height != Height{++height_}) throw std::logic_error{"a block is at another height"};
        happened.insert(happened.end(), block.transactions.begin(), block.transactions.end());
        return std::to_string(block.transactions.size()) + " of " +
               sbc::crypto::to_text(hash_of(block.header));
    }
    void undo(const Block& block, const Undo& undo) override {
        const auto& last = block.transactions;
        const std::string expected =
            std::to_string(last.size()) + " of " + sbc::crypto::to_text(hash_of(block.header));
        if (undo != expected || happened.size() < last.size() ||
            !std::equal(last.rbegin(), last.rend(), happened.rbegin())) {
            throw std::logic_error{"a block is undone that was not applied last"};
        }
        --height_;
        happened.resize(happened.size() - last.size());
    }

private:
    std::uint64_t height_ = 0;
};

// A chain and what it stands on. After each block store and chain must agree.
class Book {
public:
    explicit Book(const Network& network)
        : chain_{network, ledger, store, {.most_aside = most_side_blocks}} {}
    ObstinateLedger ledger;
    FailingStore store;

    [[nodiscard]] auto add(Block block, std::chrono::sys_seconds wall) {
        auto added = chain_.add(std::move(block), wall);
        agree();
        return added;
    }
    [[nodiscard]] auto add_header(const Header& header, std::chrono::sys_seconds wall) {
        return chain_.add_header(header, wall);
    }
    [[nodiscard]] auto resume() {
        auto resumed = chain_.resume();
        agree();
        return resumed;
    }
    [[nodiscard]] const Chain& chain() const { return chain_; }

private:
    void agree() const {
        const auto& history = store.history();
        bool same = !store.wrong() && history.size() == chain_.height().value();
        for (std::size_t i = 0; same && i < history.size(); ++i) {
            same = chain_.has(Height{i + 1}, history[i]);
        }
        if (!same) throw std::logic_error{"the store has another history than the chain"};
    }
    Chain chain_;
};

}  // namespace kit
