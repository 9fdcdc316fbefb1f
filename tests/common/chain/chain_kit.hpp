#pragma once

#include <algorithm>
#include <optional>
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
// says what to take back. After a restart it finds under numbers what has happened.
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
        if (undo != expected) throw std::runtime_error{"it was undone otherwise"};
        if (happened.size() < last.size() ||
            !std::equal(last.rbegin(), last.rend(), happened.rbegin())) {
            throw std::logic_error{"a block is undone that was not applied last"};
        }
        --height_;
        happened.resize(happened.size() - last.size());
        same_ = std::min(same_, happened.size());
    }
    [[nodiscard]] Changes take_changes() override {
        Changes changes;
        for (std::size_t i = same_; i < happened.size(); ++i) {
            changes.push_back({key(i), happened[i]});
        }
        for (std::size_t i = happened.size(); i < kept_; ++i) {
            changes.push_back({key(i), std::nullopt});
        }
        same_ = kept_ = happened.size();
        return changes;
    }
    [[nodiscard]] sbc::Result<void, StoreError> restore(const BlockStore& store, const Hash&,
                                                        Height height) override {
        height_ = height.value();
        bool whole = true;
        auto all = store.each_value("", "", [&](auto found, auto text) {
            whole = found == key(happened.size());
            if (whole) happened.emplace_back(text);
            return whole;
        });
        if (!all) return all;
        if (!whole) return sbc::refuse(StoreError::Damaged, "something that happened is missing");
        same_ = kept_ = happened.size();
        return {};
    }

private:
    static std::string key(std::size_t number) {
        const std::string digits = std::to_string(number);
        return std::string(8 - digits.size(), '0') + digits;
    }
    std::uint64_t height_ = 0;
    std::size_t same_ = 0;  // so many texts are still what was told last
    std::size_t kept_ = 0;  // and so many were told
};

// A chain and what it stands on. After each block store and chain must agree.
class Book {
public:
    explicit Book(Network network, std::size_t most_aside = most_side_blocks)
        : network_{std::move(network)}, most_aside_{most_aside} {
        begin();
    }
    ObstinateLedger ledger;
    FailingStore store;

    [[nodiscard]] auto add(Block block, std::chrono::sys_seconds wall) {
        auto added = chain_->add(std::move(block), wall);
        agree();
        return added;
    }
    [[nodiscard]] auto add_header(const Header& header, std::chrono::sys_seconds wall) {
        return chain_->add_header(header, wall);
    }
    [[nodiscard]] auto resume() {
        auto resumed = chain_->resume();
        agree();
        return resumed;
    }
    // The program has stopped and starts again: all that is left is what the store has.
    [[nodiscard]] auto restart() {
        begin();
        auto restored = chain_->restore();
        if (restored) agree();
        return restored;
    }
    [[nodiscard]] const Chain& chain() const { return *chain_; }

private:
    void begin() {
        ObstinateLedger empty;
        empty.refuses = std::move(ledger.refuses);
        ledger = std::move(empty);
        chain_.emplace(network_, ledger, store, ChainLimits{.most_aside = most_aside_});
    }
    void agree() const {
        const auto& history = store.history();
        bool same = !store.wrong() && history.size() == chain_->height().value();
        for (std::size_t i = 0; same && i < history.size(); ++i) {
            same = chain_->has(Height{i + 1}, history[i]);
        }
        if (!same) throw std::logic_error{"the store has another history than the chain"};
    }
    Network network_;
    std::size_t most_aside_;
    std::optional<Chain> chain_;
};

}  // namespace kit
