// People with keys, and payments between them. For any ledger of this shape: to be included after a
// ledger_kit.hpp.
#pragma once

#include <string>
#include <vector>

#include "catch.hpp"

template <>
struct Catch::StringMaker<sbc::crypto::Hash> {
    static std::string convert(const sbc::crypto::Hash& hash) { return sbc::crypto::to_text(hash); }
};

namespace kit {

using sbc::crypto::SigningKey;

inline Hash any_hash(std::string_view of) { return sbc::crypto::hash256(sbc::as_bytes(of)); }

inline SigningKey key_of(std::string_view name) {
    return SigningKey{SigningKey::Seed{any_hash(name).bytes}};
}
inline const SigningKey& alice() {
    static const SigningKey key = key_of("alice");
    return key;
}
inline const SigningKey& bob() {
    static const SigningKey key = key_of("bob");
    return key;
}
inline const SigningKey& carol() {
    static const SigningKey key = key_of("carol");
    return key;
}

inline Output output(const SigningKey& to, std::uint64_t amount) {
    return {to.public_key(), Amount{amount}};
}
inline Rules rules() {
    Rules made;
    made.network = any_hash("a network");
    return made;
}

// New points, for the block of this height.
inline Transaction coinbase(std::uint64_t height, std::vector<Output> outputs) {
    Transaction mined;
    mined.coinbase = Coinbase{Height{height}, rules().network};
    mined.outputs = std::move(outputs);
    return mined;
}

// A coin, and who signs for it.
struct Spend {
    Outpoint outpoint;
    const SigningKey* owner = nullptr;
};
inline Spend spend(const Transaction& of, std::uint32_t index, const SigningKey& owner) {
    return {{id(of), index}, &owner};
}
// Signed by each, for this network.
inline Transaction payment(const std::vector<Spend>& spends, std::vector<Output> outputs,
                           const Hash& network = rules().network) {
    Transaction paid;
    for (const Spend& from : spends) paid.inputs.push_back({from.outpoint, {}});
    paid.outputs = std::move(outputs);
    const sbc::Bytes signed_text = message(network, paid);
    for (std::size_t i = 0; i < spends.size(); ++i) {
        paid.inputs[i].signature = spends[i].owner->sign(signed_text);
    }
    return paid;
}

template <class Refused>
LedgerError reason(const Refused& result) {
    REQUIRE_FALSE(result.has_value());
    CHECK_FALSE(result.error().text.empty());
    return result.error().reason;
}

// A ledger in which Alice has mined block 1, and it is mature at height 4.
struct Begun {
    Book book{rules()};
    Transaction mined = coinbase(1, {output(alice(), 60), output(alice(), 40)});
    Begun() { REQUIRE(book.apply({mined}, Height{1})); }

    // What is refused changes nothing.
    LedgerError refusal(const std::vector<Transaction>& block, std::uint64_t height = 4) {
        const Wealth before = book.coins();
        const LedgerError why = reason(book.apply(block, Height{height}));
        CHECK(book.coins() == before);
        return why;
    }
};

inline std::uint64_t sum_of(const Wealth& coins) {
    std::uint64_t total = 0;
    for (const auto& [outpoint, coin] : coins) total += coin.amount.value();
    return total;
}
inline std::uint64_t balance(const Wealth& coins, const SigningKey& of) {
    std::uint64_t total = 0;
    for (const auto& [outpoint, coin] : coins) {
        if (coin.to == of.public_key()) total += coin.amount.value();
    }
    return total;
}

}  // namespace kit
