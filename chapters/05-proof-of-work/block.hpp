#pragma once

#include <array>
#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "crypto/hash.hpp"

namespace stage {

// #region header
using sbc::crypto::Hash;
using Bits = sbc::Strong<struct BitsTag, std::uint32_t>;
using Nonce = sbc::Strong<struct NonceTag, std::uint32_t>;

// What is hashed of a block: Bitcoin's 80 bytes, the numbers with their lowest byte first.
//
//     0  version      4 bytes
//     4  previous     32   the hash of the header before this one: the chain
//    36  merkle_root  32   what the block holds
//    68  time         4    seconds since 1970, as its miner's clock said
//    72  bits         4    how small the hash of this header has to be: target.hpp
//    76  nonce        4    any number, with which the miner has found such a hash
struct Header {
    std::uint32_t version = 1;
    Hash previous;
    Hash merkle_root;
    std::chrono::sys_seconds time;  // from 1970 to 2106
    Bits bits;
    Nonce nonce;
};
constexpr std::size_t header_size = 80;
using HeaderBytes = std::array<std::uint8_t, header_size>;
// #endregion header

// #region header-functions
[[nodiscard]] HeaderBytes encode(const Header& header);
[[nodiscard]] Header decode_header(std::span<const std::uint8_t, header_size> bytes);
[[nodiscard]] Hash hash_of(const Header& header);
// #endregion header-functions

// #region block
// How many blocks lie below this one. A header does not say it; counting does.
using Height = sbc::Strong<struct HeightTag, std::uint64_t>;
[[nodiscard]] constexpr Height above(Height height) { return Height{height.value() + 1}; }

// A page of the book. Its transactions are texts that a block does not look into.
struct Block {
    Header header;
    std::vector<std::string> transactions;
};
constexpr std::size_t most_transactions = 100;          // in one block
constexpr std::size_t most_transaction_bytes = 24'000;  // of all of them together
constexpr std::size_t shortest_transaction = 65;        // 64 bytes are two hashes: merkle.hpp

// The leaves of its tree: the hashes of its transactions.
[[nodiscard]] std::vector<Hash> leaves_of(const std::vector<std::string>& transactions);
// #endregion block

// #region block-error
// Why a block is refused, by what one must know to say so.
enum class BlockError {
    // check: the block alone
    WrongVersion,
    BadTarget,      // its bits are no target
    NotEnoughWork,  // its hash is not below its target
    TooLarge,
    TooShort,          // a transaction of so few bytes that it could be a node of the tree
    TwinTransactions,  // another list would have the same root
    WrongMerkleRoot,   // it holds other transactions than its header says
    BadTransaction,    // the ledger cannot read it
    // accept: with the blocks before it
    UnknownParent,
    BadParent,  // it stands on a block that was refused
    WrongBits,  // another target is due
    TooEarly,
    TooFarAhead,  // of our clock
    // connect: with all the transactions before it
    BadPayment,  // the ledger refuses it here
};
// #endregion block-error

// #region check-block
// What can be said about a header, and about a block, alone, without knowing any other.
[[nodiscard]] sbc::Result<void, BlockError> check_header(const Header& header);
[[nodiscard]] sbc::Result<void, BlockError> check_block(const Block& block);
// #endregion check-block

}  // namespace stage
