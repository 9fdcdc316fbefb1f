// Blocks of common/chain: whatever a block holds, it is checked or refused with a reason; and no
// other list of transactions passes under the same header.

#include "chain/block.hpp"
#include "chain/merkle.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::chain;

// A byte for each text: how long it is; its highest bit says that it repeats the one before.
std::vector<std::string> texts_of(sbc::ByteView bytes) {
    std::vector<std::string> texts;
    for (const std::uint8_t byte : bytes) {
        if ((byte & 0x80) != 0 && !texts.empty()) {
            texts.push_back(texts.back());
        } else {
            texts.push_back(std::to_string(texts.size()));
            texts.back().resize(40 + std::size_t{byte} % 0x80 * 4, '.');
        }
    }
    return texts;
}

Block mined(std::vector<std::string> texts) {
    Block block{{}, std::move(texts)};
    block.header.bits = Bits{0x207fffff};
    block.header.merkle_root = merkle_root(leaves_of(block.transactions));
    while (!check_header(block.header)) {
        block.header.nonce = Nonce{block.header.nonce.value() + 1};
    }
    return block;
}

}  // namespace

// A header and texts as they come; then the same texts in a block that is mined, and one altered.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    sbc::ByteView bytes{data, std::min<std::size_t>(size, 300)};
    if (bytes.size() < header_size + 2) return 0;
    Block foreign{decode_header(bytes.first<header_size>()), texts_of(bytes.subspan(82))};
    if (const auto checked = check_block(foreign); !checked) {
        must(stage_of(checked.error().reason) == Stage::Check && !checked.error().text.empty());
    }
    const Block block = mined(std::move(foreign.transactions));
    const auto checked = check_block(block);
    if (checked) must(checked->hash() == hash_of(block.header));
    if (!checked) must(checked.error().reason != BlockError::WrongMerkleRoot);
    Block altered = block;
    auto& texts = altered.transactions;
    if (texts.empty()) return 0;
    const std::size_t which = bytes[80] % texts.size();
    if (bytes[81] % 4 == 0) texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(which));
    if (bytes[81] % 4 == 1) texts.insert(texts.end(), texts.begin(), texts.end());
    if (bytes[81] % 4 == 2) texts.push_back(texts[which]);
    if (bytes[81] % 4 == 3) texts[which] += '!';
    // Of a block that was refused for its twins the list without them may be the true one.
    must(!checked || !check_block(altered));
    return 0;
}
