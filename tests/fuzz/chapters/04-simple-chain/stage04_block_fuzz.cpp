// Stage 04's exact forms: each 72 bytes are one header, and a text is a transaction only in its one
// spelling.
#include <algorithm>
#include <cstdlib>

#include "block.hpp"
#include "show.hpp"
#include "transaction.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const sbc::ByteView bytes{data, size};
    const std::string text{sbc::as_text(bytes)};
    if (size >= stage::header_size) {
        const stage::Header header = stage::decode_header(bytes.first<stage::header_size>());
        const stage::HeaderBytes again = stage::encode(header);
        if (!std::equal(again.begin(), again.end(), data)) std::abort();
        stage::Block block{header, {text}};
        if (stage::check_block(block))
            std::abort();  // nobody finds a text with the hash of another
    }
    const auto transaction = stage::decode_transaction(text);
    if (transaction && stage::encode(*transaction) != text) std::abort();
    if (transaction && size > stage::longest_transaction) std::abort();
    const std::string shown = stage::describe(text);
    if (std::any_of(shown.begin(), shown.end(), [](char c) { return c >= 0 && c < ' '; })) {
        std::abort();
    }
    const auto hash = stage::hash_from_text(text);
    if (hash && stage::to_text(*hash) != text) std::abort();
    return 0;
}
