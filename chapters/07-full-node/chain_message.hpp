#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "base/u256.hpp"
#include "chain/block.hpp"

namespace stage {

// #region names
using sbc::chain::Block;
using sbc::chain::Header;
using sbc::chain::Height;
using sbc::crypto::Hash;
// #endregion names

// #region chain-messages
// What nodes say to each other about the chain, each to one neighbour.
struct Announce {  // this is the last block of my history, and the work of all of it
    Hash tip;
    Height height;
    sbc::U256 work;
};
struct GetHeaders {  // what follows the first of these that you have, in your history?
    std::vector<Hash> locator;
};
struct Headers {  // this; fewer than most_headers: nothing follows
    std::vector<Header> headers;
};
struct Coming {  // this one is on its way to me
    Header header;
};
struct GetBlocks {  // at most most_asked; each is answered by itself
    std::vector<Hash> hashes;
};
struct OneBlock {
    Block block;
};
struct NoBlock {
    Hash hash;
};
// #endregion chain-messages

// #region payment-messages
struct Have {  // these payments wait with me
    std::vector<Hash> ids;
};
struct GetPayments {
    std::vector<Hash> ids;
};
struct Payments {  // those of them that still wait
    std::vector<std::string> payments;
};
using ChainMessage = std::variant<Announce, GetHeaders, Headers, Coming, GetBlocks, OneBlock,
                                  NoBlock, Have, GetPayments, Payments>;

constexpr std::size_t most_located = 64;
constexpr std::size_t most_headers = 250;
constexpr std::size_t most_asked = 16;  // blocks
constexpr std::size_t most_ids = 500;
constexpr std::size_t most_payments = 100;          // in one message,
constexpr std::size_t most_payment_bytes = 40'000;  // together
// #endregion payment-messages

// #region chain-message-text
[[nodiscard]] std::string encode(const ChainMessage& message);
// Strict about all but the transactions, which the ledger judges.
[[nodiscard]] sbc::Result<ChainMessage, sbc::JsonError> decode_chain_message(std::string_view body);
// #endregion chain-message-text

}  // namespace stage
