// The ledger under a chain: histories part, and the coins follow the one that counts.
#include <chrono>

#include "chain/chain.hpp"
#include "chain/memory_store.hpp"
#include "chain/merkle.hpp"
#include "ledger/address_book.hpp"
#include "ledger_kit.hpp"
#include "ledgers/scene.hpp"

using namespace kit;
using sbc::chain::Block;

namespace {

using namespace std::chrono_literals;

struct Node {
    sbc::chain::Network network;
    AddressBook book = AddressBook::of_everybody(seed);
    InlineChecker checker;
    Rules rules;
    std::optional<Ledger> ledger;
    sbc::chain::MemoryStore store;
    std::optional<sbc::chain::Chain> chain;

    Node() {
        network.name = "ledger";
        network.easiest = sbc::chain::Bits{0x207fffff};
        rules.network = sbc::chain::hash_of(sbc::chain::genesis(network).header);
        ledger.emplace(rules, seed, checker, std::vector<Onlooker*>{&book});
        chain.emplace(network, *ledger, store);
    }
    // A block on this place, so long after it.
    Block on(const sbc::chain::Place& parent, const std::vector<Transaction>& transactions) {
        Block block;
        block.header.previous = parent.hash;
        block.header.time = parent.time() + 5s;
        block.header.bits = chain->tree().next_bits(parent);
        for (const auto& transaction : transactions) {
            block.transactions.push_back(encode(transaction));
        }
        block.header.merkle_root =
            sbc::chain::merkle_root(sbc::chain::leaves_of(block.transactions));
        while (!sbc::chain::check_header(block.header)) {
            block.header.nonce = sbc::chain::Nonce{block.header.nonce.value() + 1};
        }
        return block;
    }
    auto add(const Block& block) { return chain->add(block, block.header.time); }
    const sbc::chain::Place& place(const Block& block) {
        return *chain->tree().find(sbc::chain::hash_of(block.header));
    }
    Transaction mined(std::uint64_t height, std::vector<Output> outputs) const {
        Transaction transaction = coinbase(height, std::move(outputs));
        transaction.coinbase->network = rules.network;
        return transaction;
    }
    std::uint64_t balance(const SigningKey& of) const {
        return book.balance(of.public_key()).value();
    }
};

template <class Refused>
sbc::chain::BlockError reason_of(const Refused& result) {
    REQUIRE_FALSE(result.has_value());
    return result.error().reason;
}

}  // namespace

TEST_CASE("when the history changes, points are where the new one has them", "[ledger]") {
    Node node;
    const auto root = [&]() -> const sbc::chain::Place& { return node.chain->at(Height{0}); };
    const Block left = node.on(root(), {node.mined(1, {output(alice(), 100)})});
    const Block right = node.on(root(), {node.mined(1, {output(bob(), 100)})});
    REQUIRE(node.add(left));
    REQUIRE(node.add(right));
    CHECK(node.balance(alice()) == 100);
    CHECK(node.balance(bob()) == 0);
    const Block longer = node.on(node.place(right), {node.mined(2, {output(bob(), 100)})});
    REQUIRE(node.add(longer));
    CHECK(node.balance(alice()) == 0);
    CHECK(node.balance(bob()) == 200);
    CHECK(node.ledger->coins().size() == 2);
}

TEST_CASE("a chain refuses a block for what it can tell of a transaction alone, or with all others",
          "[ledger]") {
    Node node;
    const auto& root = node.chain->at(Height{0});
    using sbc::chain::BlockError;
    Transaction nothing = node.mined(1, {output(alice(), 0)});
    CHECK(reason_of(node.add(node.on(root, {nothing}))) == BlockError::BadTransaction);
    const auto greedy = node.mined(1, {output(alice(), 101)});
    CHECK(reason_of(node.add(node.on(root, {greedy}))) == BlockError::BadPayment);
    CHECK(node.ledger->coins().size() == 0);
    CHECK(node.chain->height() == Height{0});
}
