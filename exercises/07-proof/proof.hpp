#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "crypto/hash.hpp"

namespace exercise {

using sbc::crypto::Hash;

// The hash of a text, from its first byte to its last.
[[nodiscard]] inline Hash hash_of(const std::string& text) {
    return sbc::crypto::hash256(sbc::as_bytes(text));
}
// Two hashes side by side, hashed: an inner node of the tree.
[[nodiscard]] inline Hash hash_pair(const Hash& left, const Hash& right) {
    std::string both{left.bytes.begin(), left.bytes.end()};
    both.append(right.bytes.begin(), right.bytes.end());
    return hash_of(both);
}
// How a transaction is named by those that spend it: the hash of its text without signatures.
[[nodiscard]] inline Hash id_of(std::string transaction) {
    const std::string field = R"("signature":")";
    for (auto at = transaction.find(field); at != std::string::npos;
         at = transaction.find(field, at)) {
        transaction.erase(at, transaction.find(R"(",)", at) + 2 - at);
    }
    return hash_of(transaction);
}

// A block, as a wallet without bodies knows it.
struct Header {
    Hash root;          // of the tree of its transactions
    bool ours = false;  // it is in the history with the most work; or it lies aside
};
// By the names of the blocks. Each has been checked, its proof of work as well.
using Headers = std::map<std::string, Header>;

// What a full node says: this transaction is in that block.
struct Claim {
    std::string block;
    std::string transaction;     // whole, as it stands in the block
    std::uint32_t index = 0;     // its number in the block
    std::vector<Hash> siblings;  // whom it meets on its way up to the root, the lowest first
};

enum class Verdict {
    Proven,
    Unknown,      // we have no header of that block
    Aside,        // we have, but it is not in our history
    TooShort,     // fewer than least_bytes
    TooDeep,      // more siblings than deepest
    NoSuchPlace,  // the block has no transaction with this number
    OtherRoot,    // the way up leads to something else than the root in the header
};

constexpr std::size_t least_bytes = 65;  // an inner node has 64
constexpr std::size_t deepest = 32;      // as many rows as 2^32 transactions have

// Believes nothing of it but what the header proves.
[[nodiscard]] Verdict check(const Headers& headers, const Claim& claim);

}  // namespace exercise
