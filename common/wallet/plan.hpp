#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/ed25519.hpp"
#include "wallet/choose.hpp"
#include "wallet/fee.hpp"
#include "wallet/wallet_error.hpp"

namespace sbc::wallet {

inline constexpr std::string_view memo_app = "memo";  // of a note, where nothing else is said

// What somebody wants to be paid.
struct Order {
    crypto::PublicKey to;
    Amount amount;
    std::string note;  // may be empty
    FeePolicy fee;
    bool whatever_it_costs = false;  // the fee may be higher than fee_too_high() allows
    std::string app{memo_app};       // which the note is for; of another one it may be empty
    std::optional<crypto::PublicKey> from{};  // with coins of this address alone (see Wallet)
};

// How it will be done, before anybody signs: nothing is hidden in it.
struct Plan {
    ledger::Transaction payment;  // without signatures
    std::vector<OwnCoin> spends;  // in the order of its inputs
    Amount amount;
    Amount fee;
    Amount change;  // what comes back; 0: there is no such output
};

// A guard against a slip of the finger: more than a tenth of the amount, and more than twice what a
// payment of this length pays by the usual FeePolicy.
[[nodiscard]] bool fee_too_high(Amount fee, Amount amount, Amount usual);

// Pays an order with some of these coins: chosen by choose(), with the fee that so many of them
// cost. The first output is what is paid; the second one is the change, and goes back to where the
// largest coin was. Change that would not pay for its own bytes is left to the miner instead, so
// that the fee may be a little higher than asked; never where it is to be exactly so much.
[[nodiscard]] Result<Plan, WalletError> plan_payment(const Order& order,
                                                     std::span<const OwnCoin> coins);

// Finds the key that signs for an address; nullptr, if it is not there.
using KeyFor = std::function<const crypto::SigningKey*(const crypto::PublicKey&)>;

// The payment as it is sent: its text is encode(parts()).
[[nodiscard]] Result<ledger::CheckedTransaction, WalletError> sign(const Plan& plan,
                                                                   const crypto::Hash& network,
                                                                   const KeyFor& key_for);

}  // namespace sbc::wallet
