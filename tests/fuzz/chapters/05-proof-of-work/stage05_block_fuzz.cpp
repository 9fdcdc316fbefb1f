// Stage 05's exact forms: any 80 bytes are a header, any four are bits, and a text is a transaction
// only in its one spelling.
#include <algorithm>

#include "../../script.hpp"
#include "network.hpp"
#include "show.hpp"
#include "transaction.hpp"

namespace {

using fuzz::must;
void targets(stage::Bits bits) {
    const auto target = stage::target_of(bits);
    must((stage::work_of(bits) == sbc::U256{}) == !target.has_value());
    if (!target) return;
    const auto again = stage::target_of(stage::bits_of(*target));
    must(again && *again == *target && *target != sbc::U256{});
}

bool has_control(const std::string& text) {
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const sbc::ByteView bytes{data, size};
    const std::string text{sbc::as_text(bytes)};
    if (size >= stage::header_size) {
        const stage::Header header = stage::decode_header(bytes.first<stage::header_size>());
        const stage::HeaderBytes again = stage::encode(header);
        must(std::equal(again.begin(), again.end(), data));
        targets(header.bits);
        must(!stage::check_block({header, {text}}));  // nobody finds a text with a given hash
        for (const auto& line : stage::show_block(stage::Height{1}, {header, {text}})) {
            must(!has_control(line));
        }
    }
    const auto transaction = stage::decode_transaction(text);
    if (transaction) must(stage::encode(*transaction) == text);
    if (transaction) must(size <= stage::longest_transaction);
    must(!has_control(stage::describe(text)));
    return 0;
}
