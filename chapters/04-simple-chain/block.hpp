#pragma once

#include <chrono>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/strong.hpp"
#include "hash.hpp"

namespace stage {

// #region header
// What is hashed of a block: exactly 72 bytes, the numbers with their lowest byte first.
//
//     0  version   4 bytes
//     4  previous  32   the hash of the header before this one: the chain
//    36  contents  32   the hash of what the block holds
//    68  time      4    seconds since 1970, as its builder's clock said
struct Header {
    std::uint32_t version = 1;
    Hash previous;
    Hash contents;
    std::chrono::sys_seconds time;  // from 1970 to 2106
};
constexpr std::size_t header_size = 72;
using HeaderBytes = std::array<std::uint8_t, header_size>;

[[nodiscard]] HeaderBytes encode(const Header& header);
[[nodiscard]] Header decode_header(std::span<const std::uint8_t, header_size> bytes);
[[nodiscard]] Hash hash_of(const Header& header);
// #endregion header

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

// The hash of the hashes of the transactions, one after the other.
[[nodiscard]] Hash contents_of(const std::vector<std::string>& transactions);

// The block at height 0, on which all agree before anybody has said a word.
[[nodiscard]] Block genesis();
// #endregion block

// #region check-block
// Why a block is refused.
enum class BlockError {
    WrongVersion,
    NoTransactions,
    TooLarge,
    WrongContents,  // it holds other transactions than its header says
    WrongGenesis,
    NotLinked,    // it names another predecessor
    TooEarly,     // before its predecessor
    TooFarAhead,  // of our clock
};

// What can be said about a block alone, without knowing any other.
[[nodiscard]] sbc::Result<void, BlockError> check_block(const Block& block);
// #endregion check-block

}  // namespace stage
