#pragma once

#include <string>
#include <vector>

#include "builder.hpp"
#include "catch.hpp"
#include "chain/chain.hpp"
#include "chain/memory_store.hpp"
#include "ledger/kept_ledger.hpp"

template <>
struct Catch::StringMaker<sbc::crypto::Hash> {
    static std::string convert(const sbc::crypto::Hash& hash) { return sbc::crypto::to_text(hash); }
};

// People with keys, a network that is nearly free to mine, and the payments between them.
namespace kit {

using namespace std::chrono_literals;
using sbc::chain::Bits;
using sbc::chain::Block;
using sbc::chain::Chain;
using sbc::chain::Height;
using sbc::chain::Nonce;
using sbc::chain::Place;
using sbc::crypto::Hash;
using sbc::crypto::SigningKey;
using sbc::ledger::Amount;
using sbc::ledger::CheckedTransaction;
using sbc::ledger::Outpoint;
using sbc::ledger::Output;
using sbc::ledger::Transaction;

inline const sbc::Instant start{1h};
inline const std::chrono::sys_seconds wall{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
constexpr sbc::ledger::HashSeed seed{1, 2};

inline SigningKey key_of(const std::string& name) {
    return SigningKey{SigningKey::Seed{sbc::crypto::hash256(sbc::as_bytes(name)).bytes}};
}
inline const SigningKey& alice() {
    static const SigningKey key = key_of("alice");
    return key;
}
inline const SigningKey& bob() {
    static const SigningKey key = key_of("bob");
    return key;
}

inline sbc::chain::Network easy(const std::string& name = "easy") {
    return {.name = name, .easiest = Bits{0x207fffff}, .interval = 1'000'000};
}
inline Hash id_of(const sbc::chain::Network& network) {
    return hash_of(sbc::chain::genesis(network).header);
}
inline sbc::ledger::Rules rules(const sbc::chain::Network& network = easy()) {
    return {.network = id_of(network)};
}
inline sbc::chain::Header mined(sbc::chain::Header header) {
    while (!sbc::chain::check_header(header)) header.nonce = Nonce{header.nonce.value() + 1};
    return header;
}

inline Output output(const SigningKey& to, std::uint64_t amount) {
    return {to.public_key(), Amount{amount}};
}
// All inputs are of the same owner.
inline CheckedTransaction paid(const SigningKey& owner, const std::vector<Outpoint>& coins,
                               std::vector<Output> outputs, const std::string& note = "") {
    Transaction payment;
    payment.inputs.reserve(coins.size());
    for (const Outpoint& coin : coins) payment.inputs.push_back({coin, {}});
    payment.outputs = std::move(outputs);
    if (!note.empty()) payment.note = {"memo", note};
    const auto signature =
        owner.sign(sbc::ledger::signed_bytes(id_of(easy()), sbc::ledger::encode_unsigned(payment)));
    for (auto& input : payment.inputs) input.signature = signature;
    return sbc::ledger::check_transaction(encode(payment)).value();
}
inline std::string text_of(const CheckedTransaction& payment) { return encode(payment.parts()); }

// A chain with a ledger, and whoever mines in it.
struct Book {
    sbc::ledger::InlineChecker checker;
    sbc::chain::MemoryStore memory;
    sbc::chain::BlockStore& store;
    sbc::ledger::KeptLedger ledger{rules(), seed, checker};
    Chain chain{easy(), ledger, store};
    std::uint32_t nonce = 0;

    Book() : store{memory} {}
    explicit Book(sbc::chain::BlockStore& kept) : store{kept} {}

    // What follows this place, with a coinbase for its miner.
    Block block_on(const Place& parent, const SigningKey& miner,
                   const std::vector<std::string>& payments = {}, std::uint64_t fees = 0) {
        std::vector<std::string> texts{
            encode(Transaction{.coinbase = sbc::ledger::Coinbase{above(parent.height),
                                                                 ledger.ledger().rules().network},
                               .inputs = {},
                               .outputs = {output(miner, 100 + fees)},
                               .note = {}})};
        texts.insert(texts.end(), payments.begin(), payments.end());
        Block block = stage::build_block(parent, chain.tree().next_bits(parent), std::move(texts),
                                         wall, Nonce{nonce += 1'000});
        block.header = mined(block.header);
        return block;
    }
    const Place& add(const Block& block) {
        const auto path = chain.add(block, wall + 24h);
        if (!path) FAIL(path.error().text);
        return *chain.tree().find(hash_of(block.header));
    }
    const Place& mine(const SigningKey& miner, const std::vector<std::string>& payments = {}) {
        return add(block_on(chain.tip(), miner, payments));
    }
    // So many blocks, and three more: so many coins of 100 that can be spent. The oldest first.
    std::vector<Outpoint> coins(const SigningKey& owner, std::size_t count) {
        std::vector<Outpoint> made;
        for (std::size_t i = 0; i < count + 2; ++i) {
            const Place& place = mine(i < count ? owner : bob());
            const auto block = chain.block(place).value();
            const auto mined = sbc::ledger::check_transaction(block.transactions.front()).value();
            if (i < count) made.push_back({mined.id(), 0});
        }
        return made;
    }
    [[nodiscard]] std::uint64_t balance(const SigningKey& of) const {
        std::uint64_t points = 0;
        ledger.ledger().coins().each([&](const Outpoint&, const auto& coin) {
            if (coin.output.to == of.public_key()) points += coin.output.amount.value();
        });
        return points;
    }
    [[nodiscard]] Height next() const { return above(chain.height()); }
};

}  // namespace kit
