#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/json.hpp"
#include "block.hpp"

namespace stage {

// #region chain-messages
// What nodes say to each other about the chain. The first two are for everybody in the network,
struct NewTransaction {
    std::string transaction;
};
struct NewBlock {
    Height height;  // so its builder says
    Block block;
};
// the others for one neighbour:
struct GetBlocks {  // what follows my tip?
    Height height;
    Hash tip;
};
struct Blocks {  // this: the first one has this height (nothing, when nothing follows)
    Height height;
    std::vector<Block> blocks;
};
struct OtherHistory {  // I cannot say: at this height I have another block than you
    Height height;
};
using ChainMessage = std::variant<NewTransaction, NewBlock, GetBlocks, Blocks, OtherHistory>;

// #endregion chain-messages

// #region chain-message-text
[[nodiscard]] std::string encode(const ChainMessage& message);
// Strict, down to each transaction of each block: a block that is taken can be shown.
[[nodiscard]] sbc::Result<ChainMessage, sbc::JsonError> decode_chain_message(std::string_view body);

// The blocks that follow this height, as many as one message carries.
[[nodiscard]] Blocks blocks_above(Height height, std::span<const Block> chain);
// #endregion chain-message-text

}  // namespace stage
