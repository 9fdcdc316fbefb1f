#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "address.hpp"
#include "amount.hpp"
#include "chain/block.hpp"
#include "crypto/hash.hpp"
#include "ledger_error.hpp"

namespace stage {

// #region names
using sbc::chain::Height;
using sbc::crypto::Hash;
using sbc::crypto::Signature;

// Points lie in outputs: so many, for whoever has the key of this address.
struct Output {
    PublicKey to;
    Amount amount;
};
// #endregion names

// #region parts
// Where an output stands: in which transaction, and there at which place, from 0 on.
struct Outpoint {
    Hash transaction;
    std::uint32_t index = 0;
    friend auto operator<=>(const Outpoint&, const Outpoint&) = default;
};
// A whole output that is spent; and the word of its owner.
struct Input {
    Outpoint spends;
    Signature signature;
};
// Why: "you are great". `app` says for which program it is; the wallet's own is "memo".
struct Note {
    std::string app;
    std::string text;
};
// In the place of inputs: new points, for the work on the block of this height in this network.
struct Coinbase {
    Height height{};
    Hash network;  // the hash of its genesis block
};
// #endregion parts

// #region transaction
// A payment has inputs, a coinbase has none.
struct Transaction {
    std::optional<Coinbase> coinbase;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::optional<Note> note;
};
constexpr std::size_t longest_transaction = 20'000;  // bytes
constexpr std::size_t longest_app = 16;
constexpr std::size_t longest_note = 280;

// The one spelling of a transaction, and strictly back: as in chapter 04, canonical JSON.
[[nodiscard]] std::string encode(const Transaction& transaction);
[[nodiscard]] sbc::Result<Transaction, LedgerError> decode_transaction(std::string_view text);

// What it is known by: the hash of all but the signatures.
[[nodiscard]] Hash id_of(const Transaction& transaction);
// What each owner signs: what kind of thing this is, in which network, and all but the signatures.
[[nodiscard]] sbc::Bytes signed_bytes(const Hash& network, const Transaction& transaction);
// #endregion transaction

}  // namespace stage
