// The bodies of blocks as common/store writes them: whatever lies there is the one form of some
// transactions, or nothing. No length that is claimed is believed.
#include <cstdlib>

#include "base/bytes.hpp"
#include "store/record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = sbc::as_text({data, size});
    const auto transactions = sbc::store::decode_transactions(bytes);
    if (transactions && sbc::store::encode_transactions(*transactions) != bytes) std::abort();
    // Any texts there and back: here they end at each zero.
    std::vector<std::string> texts{""};
    for (const char byte : bytes) {
        if (byte == 0) texts.emplace_back();
        if (byte != 0) texts.back() += byte;
    }
    if (sbc::store::decode_transactions(sbc::store::encode_transactions(texts)) != texts) {
        std::abort();
    }
    return 0;
}
