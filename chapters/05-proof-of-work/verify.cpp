#include "verify.hpp"

namespace stage {

// #region check-link
sbc::Result<void, BlockError> check_link(const Header& previous, const Block& block) {
    if (block.header.previous != hash_of(previous)) {
        return sbc::refuse(BlockError::NotLinked, "it does not follow the block before it");
    }
    if (block.header.time < previous.time) {
        return sbc::refuse(BlockError::TooEarly, "it is older than the block before it");
    }
    return {};
}
// #endregion check-link

// #region check-chain
static sbc::Result<void, BlockError> check_at(std::span<const Block> blocks, std::size_t height) {
    const Block& block = blocks[height];
    if (auto alone = check_block(block); !alone) return alone;
    if (height > 0) return check_link(blocks[height - 1].header, block);
    if (hash_of(block.header) == hash_of(genesis().header)) return {};
    return sbc::refuse(BlockError::WrongGenesis, "it is another beginning than ours");
}

sbc::Result<void, BadBlock> check_chain(std::span<const Block> blocks) {
    for (std::size_t height = 0; height < blocks.size(); ++height) {
        auto holds = check_at(blocks, height);
        if (holds) continue;
        return sbc::refuse(BadBlock{Height{height}, holds.error().reason},
                           "block " + std::to_string(height) + ": " + holds.error().text);
    }
    return {};
}
// #endregion check-chain

}  // namespace stage
