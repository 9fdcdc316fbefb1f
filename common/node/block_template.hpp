#pragma once

#include <optional>

#include "node/mempool.hpp"

namespace sbc::node {

// Who is paid for a block.
struct Miner {
    ledger::PublicKey key;
    std::optional<ledger::Note> note;
};
// How much there may be in a block, the coinbase included.
struct BlockRoom {
    std::size_t transactions = chain::most_transactions;
    std::size_t bytes = chain::most_transaction_bytes;
};

// What the next block could hold: a copy, so that whatever comes while it is mined stays in the
// mempool. The ledger takes it as it is, until its history moves.
struct BlockTemplate {
    Height height{};
    std::vector<std::string> transactions;  // the coinbase first, parents before their children
    Amount fees;
};

// The payments that pay most for a byte, each with those that it depends on and that no block has
// yet; and a coinbase that takes the subsidy and their fees, exactly. Nothing waits: the coinbase
// alone. (A network without a subsidy: then there is none, since nothing can be taken.)
//
// Takes time that grows with the block, not with what waits: packages that do not fit any more are
// passed over, but not many.
[[nodiscard]] BlockTemplate make_template(const Mempool& mempool, const ledger::Rules& rules,
                                          const Miner& miner, BlockRoom room = {});

}  // namespace sbc::node
