#pragma once

#include <algorithm>
#include <chrono>
#include <map>

#include "../chain/failing_store.hpp"
#include "chain/chain.hpp"
#include "chain/merkle.hpp"
#include "ledger/address_book.hpp"
#include "ledger/kept_ledger.hpp"
#include "ledger_kit.hpp"
#include "ledgers/scene.hpp"

// Whole nodes whose program stops and starts again, and blocks for them.
namespace kit {

using sbc::chain::Block;
using sbc::chain::BlockStore;
using sbc::chain::Chain;
using sbc::chain::Changes;
using sbc::chain::StoreError;

inline const sbc::chain::Network& network() {
    static const sbc::chain::Network made = [] {
        sbc::chain::Network network;
        network.name = "kept";
        network.easiest = sbc::chain::Bits{0x207fffff};
        return network;
    }();
    return made;
}
inline Rules network_rules() {
    Rules made;
    made.network = hash_of(genesis(network()).header);
    return made;
}

// All that a store has under keys.
using Values = std::map<std::string, std::string>;
inline Values values_of(const BlockStore& store) {
    Values all;
    const auto looked = store.each_value("", "", [&](auto key, auto value) {
        all.emplace(key, value);
        return true;
    });
    if (!looked) throw std::logic_error{looked.error().text};
    return all;
}

inline std::map<Outpoint, Coin> all_of(const Coins& coins) {
    std::map<Outpoint, Coin> all;
    coins.each([&](const Outpoint& outpoint, const Coin& coin) { all.emplace(outpoint, coin); });
    return all;
}

// A chain over a ledger that is kept.
class KeptNode {
public:
    KeptNode() { begin(); }
    FailingStore store;

    // All that is left is what the store has.
    [[nodiscard]] auto restart() {
        begin();
        return chain_->restore();
    }
    [[nodiscard]] auto add(const Block& block) { return chain_->add(block, block.header.time); }
    [[nodiscard]] auto resume() { return chain_->resume(); }
    [[nodiscard]] const Chain& chain() const { return *chain_; }
    [[nodiscard]] KeptLedger& ledger() { return *ledger_; }
    [[nodiscard]] auto coins() const { return all_of(ledger_->ledger().coins()); }

    // What concerns this key: ids, the oldest first, asked for in pages of so many.
    [[nodiscard]] std::vector<Hash> history(const PublicKey& key, std::size_t page = 1'000,
                                            Height from = Height{0},
                                            Height upto = Height{1'000'000}) const {
        std::vector<Hash> ids;
        for (;;) {
            const auto found = records_of(store, key, from, upto, page);
            if (!found) throw std::logic_error{found.error().text};
            if (found->empty()) return ids;
            for (const Concerning& one : *found) {
                const Block block = chain_->block(chain_->at(one.height)).value();
                ids.push_back(check_transaction(block.transactions.at(one.place))->id());
            }
            from = found->back().height;
        }
    }

private:
    void begin() {
        ledger_.emplace(network_rules(), seed, checker_);
        chain_.emplace(network(), *ledger_, store);
    }
    InlineChecker checker_;
    std::optional<KeptLedger> ledger_;
    std::optional<Chain> chain_;
};

// One that never stops, and has an AddressBook beside its ledger.
struct SteadyNode {
    AddressBook book = AddressBook::of_everybody(seed);
    InlineChecker checker;
    Ledger ledger{network_rules(), seed, checker, {&book}};
    sbc::chain::MemoryStore store;
    Chain chain{network(), ledger, store};

    [[nodiscard]] std::vector<Hash> history(const PublicKey& key) const {
        std::vector<Hash> ids;
        for (const auto* record : book.history(key, 1'000'000)) ids.push_back(record->id);
        std::reverse(ids.begin(), ids.end());
        return ids;
    }
};

// Makes blocks on any that it has made before, and knows the coins after each.
class Mint {
public:
    Mint() { coins_[network_rules().network]; }
    [[nodiscard]] Hash root() const { return network_rules().network; }
    [[nodiscard]] const std::map<Outpoint, Coin>& coins_after(const Hash& block) const {
        return coins_.at(block);
    }
    [[nodiscard]] std::uint64_t height_of(const Hash& block) const {
        return tree_.find(block)->height.value();
    }

    [[nodiscard]] Transaction mined(const Hash& parent, std::vector<Output> outputs) const {
        Transaction made = coinbase(height_of(parent) + 1, std::move(outputs));
        made.coinbase->network = network_rules().network;
        return made;
    }
    [[nodiscard]] static Transaction pays(const std::vector<Spend>& spends,
                                          std::vector<Output> outputs) {
        return payment(spends, std::move(outputs), network_rules().network);
    }
    Block on(const Hash& parent, const std::vector<Transaction>& transactions) {
        const sbc::chain::Place& below = *tree_.find(parent);
        Block block;
        block.header.previous = parent;
        block.header.time = below.time() + std::chrono::seconds{5};
        block.header.bits = tree_.next_bits(below);
        block.header.nonce = sbc::chain::Nonce{1'000 * ++made_};  // each block is another one
        for (const auto& transaction : transactions) {
            block.transactions.push_back(encode(transaction));
        }
        block.header.merkle_root =
            sbc::chain::merkle_root(sbc::chain::leaves_of(block.transactions));
        while (!sbc::chain::check_header(block.header)) {
            block.header.nonce = sbc::chain::Nonce{block.header.nonce.value() + 1};
        }
        note(block, transactions);
        return block;
    }

private:
    void note(const Block& block, const std::vector<Transaction>& transactions) {
        const auto checked = sbc::chain::check_header(block.header);
        if (!tree_.accept(*checked, block.header.time)) throw std::logic_error{"no such place"};
        auto coins = coins_.at(block.header.previous);
        const Height height{height_of(checked->hash())};
        for (const Transaction& done : transactions) {
            for (const Input& input : done.inputs) coins.erase(input.spends);
            for (std::uint32_t i = 0; i < done.outputs.size(); ++i) {
                coins[{id(done), i}] = {done.outputs[i], height, done.coinbase.has_value()};
            }
        }
        coins_[checked->hash()] = std::move(coins);
    }
    sbc::chain::BlockTree tree_{network(), 1'000'000};
    std::map<Hash, std::map<Outpoint, Coin>> coins_;
    std::uint32_t made_ = 0;
};

inline Hash hash_in(const Block& block) { return hash_of(block.header); }

}  // namespace kit
