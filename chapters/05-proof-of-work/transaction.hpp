#pragma once

#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/strong.hpp"
#include "crypto/hash.hpp"

namespace stage {

// #region transaction
using Points = sbc::Strong<struct PointsTag, std::uint64_t>;
using PaymentNonce = sbc::Strong<struct PaymentNonceTag, std::uint64_t>;

// Somebody gives points to somebody: "you are great, a hundred times over". Nothing proves yet
// that the giver agrees, or has any points to give: that is chapter 06.
struct Transaction {
    std::string from;
    std::string to;
    Points points;
    std::string note;
    PaymentNonce nonce;  // random: the same gift twice is two transactions
};

// The one spelling of a transaction. Its bytes are hashed, so all must agree on each of them:
// a JSON object with sorted keys, without spaces, whose only numbers are integers.
[[nodiscard]] std::string encode(const Transaction& transaction);
// Strict, and only that spelling.
[[nodiscard]] sbc::Result<Transaction, sbc::JsonError> decode_transaction(std::string_view text);

// What a transaction is known by.
[[nodiscard]] inline sbc::crypto::Hash id_of(std::string_view text) {
    return sbc::crypto::hash256(sbc::as_bytes(text));
}

constexpr std::size_t longest_name = 64;  // bytes
constexpr std::size_t longest_note = 200;
constexpr std::size_t longest_transaction = 2'100;  // encoded; room for a \u001f in each byte
// #endregion transaction

}  // namespace stage
