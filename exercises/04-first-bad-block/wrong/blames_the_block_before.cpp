// Finds the broken link, and names the block at its lower end.
#include "verify.hpp"

namespace stage {

sbc::Result<void, BlockError> check_link(const Header& previous, const Block& block) {
    if (block.header.previous != hash_of(previous)) {
        return sbc::refuse(BlockError::NotLinked, "it does not follow the block before it");
    }
    if (block.header.time < previous.time) {
        return sbc::refuse(BlockError::TooEarly, "it is older than the block before it");
    }
    return {};
}

static sbc::Result<void, BadBlock> bad(std::size_t height, const sbc::Refusal<BlockError>& why) {
    return sbc::refuse(BadBlock{Height{height}, why.reason}, why.text);
}

sbc::Result<void, BadBlock> check_chain(std::span<const Block> blocks) {
    if (hash_of(blocks[0].header) != hash_of(genesis().header)) {
        return sbc::refuse(BadBlock{Height{0}, BlockError::WrongGenesis}, "another beginning");
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (auto alone = check_block(blocks[i]); !alone) return bad(i, alone.error());
        if (i + 1 == blocks.size()) break;
        if (auto link = check_link(blocks[i].header, blocks[i + 1]); !link) {
            return bad(i, link.error());
        }
    }
    return {};
}

}  // namespace stage
