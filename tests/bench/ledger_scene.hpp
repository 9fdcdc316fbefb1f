// Blocks of payments for the ledger's benches, signed by as many owners as there are coins.
#pragma once

#include <string>
#include <vector>

#include "crypto/ed25519.hpp"
#include "ledger/ledger.hpp"

namespace scene {

using namespace sbc::ledger;
using sbc::chain::Block;
using sbc::crypto::SigningKey;

inline const Rules rules{sbc::crypto::hash256(sbc::as_bytes("bench")), Amount{1'000'000}, 0};
inline const HashSeed seed{0x0123'4567'89ab'cdef, 0xfedc'ba98'7654'3210};

inline SigningKey key(std::uint64_t number) {
    const auto seed_bytes = sbc::crypto::hash256(sbc::as_bytes("key " + std::to_string(number)));
    return SigningKey{SigningKey::Seed{seed_bytes.bytes}};
}

inline std::string signed_text(Transaction payment, const std::vector<const SigningKey*>& owners) {
    const auto message = signed_bytes(rules.network, encode_unsigned(payment));
    for (std::size_t i = 0; i < owners.size(); ++i) {
        payment.inputs[i].signature = owners[i]->sign(message);
    }
    return encode(payment);
}

// A coinbase with 200 outputs of 1,000 points, for these keys in turn.
inline std::string coinbase(Height height, const std::vector<SigningKey>& keys, std::size_t first) {
    Transaction mined;
    mined.coinbase = Coinbase{height, rules.network};
    for (std::size_t i = 0; i < 200; ++i) {
        mined.outputs.push_back({keys[(first + i) % keys.size()].public_key(), Amount{1'000}});
    }
    return encode(mined);
}

// So many coins, each with an owner of its own, and how they came to be.
struct Wealth {
    std::vector<SigningKey> owners;
    std::vector<Outpoint> coins;
    std::vector<Block> blocks;
};
inline Wealth wealth(std::size_t coins) {
    Wealth made;
    for (std::uint64_t i = 0; i < coins; ++i) made.owners.push_back(key(i));
    while (made.coins.size() < coins) {
        const Height height{made.blocks.size() + 1};
        made.blocks.push_back({{}, {coinbase(height, made.owners, made.coins.size())}});
        const auto id = check_transaction(made.blocks.back().transactions[0])->id();
        for (std::uint32_t i = 0; i < 200; ++i) made.coins.push_back({id, i});
    }
    return made;
}

// Payments of two coins each, to two addresses that nobody has used before.
inline Block payments(const Wealth& from, std::size_t count) {
    Block block;
    for (std::size_t i = 0; i < count; ++i) {
        Transaction payment;
        payment.inputs = {{from.coins[2 * i], {}}, {from.coins[2 * i + 1], {}}};
        payment.outputs = {{key(1'000'000 + 2 * i).public_key(), Amount{1'500}},
                           {key(1'000'001 + 2 * i).public_key(), Amount{490}}};
        payment.note = Note{"memo", "you are great"};
        block.transactions.push_back(
            signed_text(std::move(payment), {&from.owners[2 * i], &from.owners[2 * i + 1]}));
    }
    return block;
}

}  // namespace scene
