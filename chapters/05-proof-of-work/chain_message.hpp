#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "chain.hpp"

namespace stage {

// #region chain-messages
// What nodes say to each other about the chain. A new payment is for everybody in the network,
struct NewTransaction {
    std::string transaction;
};
// all else for one neighbour.
struct Announce {  // this is the last block of my history, and the work of all of it
    Hash tip;
    Height height;
    sbc::U256 work;
};
struct GetBlock {
    Hash hash;
};
struct OneBlock {
    Block block;
};
struct Waiting {  // these wait with me
    std::vector<std::string> transactions;
};
// #endregion chain-messages

// #region catch-up-messages
struct GetBlocks {  // what follows this block, of your history?
    Height height;
    Hash tip;
};
struct Blocks {  // this: the first one has this height (nothing, when nothing follows)
    Height height;
    std::vector<Block> blocks;
};
struct OtherHistory {  // I cannot say: at this height I have another block than you, or none
    Height height;
};
struct GetTree {};  // which branches do you have?
struct TreeTop {    // these: the headers of all blocks from this height on, each after its parent
    Height height;
    Hash tip;
    std::vector<Header> headers;
};
using ChainMessage = std::variant<NewTransaction, Announce, GetBlock, OneBlock, Waiting, GetBlocks,
                                  Blocks, OtherHistory, GetTree, TreeTop>;
// #endregion catch-up-messages

// #region chain-message-text
[[nodiscard]] std::string encode(const ChainMessage& message);
// Strict about all but the transactions, which the ledger judges.
[[nodiscard]] sbc::Result<ChainMessage, sbc::JsonError> decode_chain_message(std::string_view body);

// The blocks that follow this height, as many as one message carries.
[[nodiscard]] Blocks blocks_above(Height height, const Chain& chain);
// The last heights of the tree, as many as one message carries.
[[nodiscard]] TreeTop top_of(const Chain& chain);
// #endregion chain-message-text

}  // namespace stage
