// is_utf8 beside a reference by arithmetic, and printable: whatever comes in, what comes out is
// short, well-formed and without control characters.
#include "base/utf8.hpp"

#include <array>
#include <cstdlib>

namespace {

// Decodes the first character the long way; the bytes that it takes, or 0.
std::size_t reference_length(sbc::ByteView bytes) {
    const std::uint8_t first = bytes[0];
    if (first < 0x80) return 1;
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC0 || first >= 0xF8 || bytes.size() < length) return 0;
    std::uint32_t point = first & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((bytes[i] & 0xC0) != 0x80) return 0;
        point = point << 6 | (bytes[i] & 0x3Fu);
    }
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point >= smallest[length] && point <= 0x10FFFF && !surrogate ? length : 0;
}

bool reference(sbc::ByteView bytes) {
    while (!bytes.empty()) {
        const std::size_t length = reference_length(bytes);
        if (length == 0) return false;
        bytes = bytes.subspan(length);
    }
    return true;
}

bool has_control(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if (byte < 0x20 || byte == 0x7F) return true;
        if (byte == 0xC2 && static_cast<std::uint8_t>(text[i + 1]) < 0xA0) return true;
    }
    return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const sbc::ByteView bytes{data, size};
    if (sbc::is_utf8(bytes) != reference(bytes)) std::abort();
    for (const std::size_t most : {std::size_t{0}, std::size_t{7}, size}) {
        const std::string shown = sbc::printable(sbc::as_text(bytes), most);
        if (shown.size() > most + 3 || !reference(sbc::as_bytes(shown))) std::abort();
        if (has_control(shown)) std::abort();
        if (most == size && sbc::printable(shown, most) != shown) std::abort();
    }
    return 0;
}
