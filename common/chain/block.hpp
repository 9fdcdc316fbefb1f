#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "chain/header.hpp"

namespace sbc::chain {

// A page of the book. Its transactions are bytes that a chain does not look into; a ledger does.
struct Block {
    Header header;
    std::vector<std::string> transactions;
};
constexpr std::size_t most_transactions = 100;          // in one block
constexpr std::size_t most_transaction_bytes = 24'000;  // of all of them together
// 64 bytes are what two hashes in a row of the Merkle tree have: a transaction of that size could
// pass for an inner node, and a list of such for another one.
constexpr std::size_t shortest_transaction = 65;

// The leaves of its tree: hash256 of each transaction.
[[nodiscard]] std::vector<Hash> leaves_of(const std::vector<std::string>& transactions);

// Why a block is refused, or not followed.
enum class BlockError {
    // check: the block alone
    WrongVersion,
    BadTarget,         // its bits are no target
    NotEnoughWork,     // its hash lies above its target
    TooLarge,          // too many transactions, or too many bytes of them
    TooShort,          // a transaction of fewer than 65 bytes
    TwinTransactions,  // another list has the same root
    WrongMerkleRoot,   // its header was made for other transactions
    BadTransaction,    // the ledger cannot read it
    // accept: with the blocks before it
    UnknownParent,
    BadParent,    // it stands on a block that was refused
    WrongBits,    // another target is due, or it is easier than this network's easiest
    TooEarly,     // not later than the median of the eleven before it
    TooFarAhead,  // of our clock: it may come again later
    NoRoom,       // so many stand aside already, and none with less work than this one
    // connect: with all the transactions before it
    BadPayment,  // the ledger refuses it here, or a block below it
    // keep: not the block's fault, nor its sender's
    StoreFailed,
};
// By what one must know to say so; and therefore who is to blame. At `Check` always the sender, who
// could have known it. At `Keep` nobody but us.
enum class Stage { Check, Accept, Connect, Keep };
[[nodiscard]] Stage stage_of(BlockError error);

// A header that has been checked, and its hash, computed once. Only check_header() makes one.
class CheckedHeader {
public:
    [[nodiscard]] const Header& header() const { return header_; }
    [[nodiscard]] const Hash& hash() const { return hash_; }

private:
    friend Result<CheckedHeader, BlockError> check_header(const Header& header);
    CheckedHeader(const Header& header, const Hash& hash) : header_{header}, hash_{hash} {}

    Header header_;
    Hash hash_;
};

// Whether it has the work that it claims. Of any version: Bitcoin's headers have many.
[[nodiscard]] Result<CheckedHeader, BlockError> check_header(const Header& header);

// All that can be said about a block alone. The sizes come before anything is hashed; that the
// transactions are those of the header comes last. So whatever is refused here says nothing about
// the header: its true transactions may still come.
[[nodiscard]] Result<CheckedHeader, BlockError> check_block(const Block& block);

// Of this version alone are the blocks of a network of ours.
[[nodiscard]] Result<void, BlockError> check_version(const Header& header);

}  // namespace sbc::chain
