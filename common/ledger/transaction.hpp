#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "chain/header.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"
#include "crypto/recent_addresses.hpp"
#include "ledger/amount.hpp"
#include "ledger/ledger_error.hpp"

namespace sbc::ledger {

using chain::Height;
using crypto::Hash;
using crypto::PublicKey;
using crypto::Signature;

// Points lie in outputs: so many, for whoever has the key of this address.
struct Output {
    PublicKey to;
    Amount amount;
    friend bool operator==(const Output&, const Output&) = default;
};
// Where an output stands: in which transaction, and there at which place, from 0 on.
struct Outpoint {
    Hash transaction;
    std::uint32_t index = 0;
    friend auto operator<=>(const Outpoint&, const Outpoint&) = default;
};
// An output that is spent, whole; and the word of its owner.
struct Input {
    Outpoint spends;
    Signature signature;
    friend bool operator==(const Input&, const Input&) = default;
};
// Why: "you are great". `app` says for which program it is; the wallet's own is "memo".
struct Note {
    std::string app;   // 1 to longest_app of a-z, 0-9 and -
    std::string text;  // at most longest_note bytes of UTF-8
    friend bool operator==(const Note&, const Note&) = default;
};
// In the place of inputs: new points, for the work on the block of this height in this network.
struct Coinbase {
    Height height{};
    Hash network;  // the hash of its genesis block
    friend bool operator==(const Coinbase&, const Coinbase&) = default;
};

// A payment has inputs, a coinbase has none. As a wallet or a miner puts it together: nothing says
// yet that it holds. Graduated from lesson 06.
struct Transaction {
    std::optional<Coinbase> coinbase;
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::optional<Note> note;
    friend bool operator==(const Transaction&, const Transaction&) = default;
};
constexpr std::size_t longest_transaction = 20'000;  // bytes
constexpr std::size_t most_parts = 200;              // inputs, and outputs: more have no room
constexpr std::size_t longest_app = 16;
constexpr std::size_t longest_note = 280;

// The one spelling of a transaction: canonical JSON, as docs/protocol.md (section 17) describes it.
// Whoever puts in what cannot be (no output, an amount of 0, a note too long) gets a text that
// nobody takes; numbers are at most 2^53 - 1.
[[nodiscard]] std::string encode(const Transaction& transaction);
// All of it but the signatures: what it is known by, and what its owners sign.
[[nodiscard]] std::string encode_unsigned(const Transaction& transaction);

// The id of a transaction with this unsigned text: its hash256. Whoever alters a signature makes
// the same transaction no other one.
[[nodiscard]] Hash id_of(std::string_view unsigned_text);
// What each owner signs: what kind of thing this is, in which network, and all but the signatures.
[[nodiscard]] Bytes signed_bytes(const Hash& network, std::string_view unsigned_text);

// The sum of all outputs; nothing if it is more than there can be.
[[nodiscard]] std::optional<Amount> total_of(const std::vector<Output>& outputs);

// A transaction about which everything holds that can be said of it alone, with what is needed of
// it again and again, computed once. Only check_transaction() makes one.
class CheckedTransaction {
public:
    [[nodiscard]] const Transaction& parts() const { return parts_; }
    [[nodiscard]] bool is_coinbase() const { return parts_.coinbase.has_value(); }
    [[nodiscard]] const Hash& id() const { return id_; }
    [[nodiscard]] const std::string& unsigned_text() const { return unsigned_text_; }
    [[nodiscard]] std::size_t size() const { return size_; }  // bytes, signatures included
    [[nodiscard]] Amount goes_out() const { return goes_out_; }

private:
    friend Result<CheckedTransaction, LedgerError> check_transaction(std::string_view text,
                                                                     crypto::RecentAddresses* seen);
    CheckedTransaction() = default;

    Transaction parts_;
    Hash id_;
    std::string unsigned_text_;
    std::size_t size_ = 0;
    Amount goes_out_;
};

// Gate `check`. Reads a transaction strictly: its size before anything else, then the one spelling,
// byte by byte, so that nothing is built that is thrown away again. The refusal says at which byte
// it is not what it must be, and what must stand there. Who reads many has `seen`, which makes it
// quicker, and no other answer of it.
[[nodiscard]] Result<CheckedTransaction, LedgerError> check_transaction(
    std::string_view text, crypto::RecentAddresses* seen = nullptr);

}  // namespace sbc::ledger
