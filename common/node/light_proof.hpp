#pragma once

#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chain/place.hpp"
#include "ledger/transaction.hpp"
#include "node/message.hpp"

namespace sbc::node {

// Why a light wallet does not take what a core shows. Each is the core's own doing: an honest one
// looks at what it sends.
enum class ProofError {
    NotATransaction,  // no ledger reads it
    WrongOwner,       // an input is not signed by the owner whom the core names
    NotInBlock,       // the proof does not lead to the root in our header
};

// A transaction that a core has shown, read as a ledger reads it. Each input has been signed by the
// owner that stands here, and by nobody else: a signature that holds under one key holds under no
// other. What an input brings the core only says; nobody is shown that.
struct ShownTransaction {
    ledger::CheckedTransaction transaction;
    std::vector<PublicKey> owners;  // of its inputs, in their order; of a coinbase none
};
[[nodiscard]] Result<ShownTransaction, ProofError> check_shown(std::string_view text,
                                                               const std::vector<Spend>& spends,
                                                               const Hash& network);

// One that stands in the block of this height, at this place in it.
struct Proven {
    ShownTransaction shown;
    Height height{};
    std::uint32_t index = 0;
};
// That the record's transaction, whole, is a leaf below the root in this header. Before anything
// else is looked at: what is not in a block costs two hashes a row. The place is the one at the
// record's height.
[[nodiscard]] Result<Proven, ProofError> check_record(const Record& record,
                                                      const chain::Place& place,
                                                      const Hash& network);

}  // namespace sbc::node
