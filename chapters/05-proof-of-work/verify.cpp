#include "verify.hpp"

namespace stage {

// #region check-chain
static sbc::Result<void, BlockError> check_next(Tree& tree, const Block& block, const Hash& tip,
                                                std::chrono::sys_seconds wall) {
    if (auto alone = check_block(block); !alone) return alone;
    if (block.header.previous != tip) {
        return sbc::refuse(BlockError::UnknownParent, "it does not follow the block before it");
    }
    auto placed = tree.add(block, wall);
    if (!placed) return sbc::pass_on(placed);
    return {};
}

sbc::Result<sbc::U256, BadBlock> check_chain(const Network& network, std::span<const Block> blocks,
                                             std::chrono::sys_seconds wall) {
    Tree tree{network};
    Hash tip = tree.root().hash;
    for (std::size_t height = 0; height < blocks.size(); ++height) {
        const Hash hash = hash_of(blocks[height].header);
        sbc::Result<void, BlockError> holds;
        if (height > 0) holds = check_next(tree, blocks[height], tip, wall);
        if (height == 0 && hash != tip) {
            holds = sbc::refuse(BlockError::UnknownParent, "it is another beginning than ours");
        }
        if (!holds) {
            return sbc::refuse(BadBlock{Height{height}, holds.error().reason},
                               "block " + std::to_string(height) + ": " + holds.error().text);
        }
        tip = hash;
    }
    return tree.find(tip)->work;
}
// #endregion check-chain

}  // namespace stage
