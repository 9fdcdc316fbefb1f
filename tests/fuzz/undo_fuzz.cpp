// What a store keeps to take a block back: any coins come back as they were, and what differs in a
// byte, or belongs to another block, is refused.
#include "ledger/undo.hpp"

#include "base/bytes.hpp"
#include "ledger/coin_record.hpp"
#include "script.hpp"

namespace {

using fuzz::must;
using namespace sbc::ledger;

void refused(const sbc::chain::Block& block, const sbc::chain::Undo& undo) {
    const auto read = decode_undo(block, undo);
    must(!read && read.error().reason == LedgerError::BadUndo && !read.error().text.empty());
}

}  // namespace

// The first byte: of how many transactions the block is. The second says where one byte is another
// one. Then come the coins.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = sbc::as_text({data, size});
    sbc::chain::Block block;
    const auto any = decode_undo(block, std::string{text});
    if (any) must(encode_undo(block, *any) == text);  // somebody has computed its hash
    if (!any) refused(block, std::string{text});
    if (size < 2) return 0;
    for (unsigned i = 0; i < data[0] % 8U; ++i) block.transactions.push_back(std::to_string(i));
    std::vector<Coin> coins;
    for (std::size_t at = 2; at + coin_record_size <= size; at += coin_record_size) {
        coins.push_back(coin_at(text, at));
    }
    const sbc::chain::Undo undo = encode_undo(block, coins);
    must(decode_undo(block, undo) == coins);
    sbc::chain::Undo other = undo;
    char& byte = other[data[1] * other.size() / 256];
    byte = static_cast<char>(byte ^ 1);
    refused(block, other);
    other = undo;
    other.pop_back();
    refused(block, other);
    block.transactions.emplace_back("one more");
    refused(block, undo);
    return 0;
}
