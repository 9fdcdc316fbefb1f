// from_hex: any text is bytes or a refusal, and bytes go to text and back.
#include "base/hex.hpp"

#include <cctype>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const sbc::ByteView bytes{data, size};
    const std::string_view text = sbc::as_text(bytes);
    if (sbc::from_hex(sbc::to_hex(bytes)) != sbc::Bytes(bytes.begin(), bytes.end())) std::abort();

    bool digits = true;
    std::string lower{text};
    for (char& c : lower) {
        const auto byte = static_cast<unsigned char>(c);
        digits = digits && std::isxdigit(byte) != 0;
        c = static_cast<char>(std::tolower(byte));
    }
    const auto read = sbc::from_hex(text);
    if (read.has_value() != (digits && size % 2 == 0)) std::abort();
    if (read && sbc::to_hex(*read) != lower) std::abort();

    const auto number = sbc::from_hex64(text);
    if (number.has_value() != (digits && size == 16 && lower == text)) std::abort();
    if (number && sbc::to_hex64(*number) != text) std::abort();
    return 0;
}
