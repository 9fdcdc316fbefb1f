#include "base/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace sbc {
namespace {

// The length of the well-formed character at the start of `bytes`, or 0. The table of RFC 3629,
// section 4: the second byte's range depends on the first, all later ones are 80..BF.
std::size_t character_length(ByteView bytes) {
    const std::uint8_t first = bytes[0];
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (bytes.size() < length) return 0;
    const std::uint8_t low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (bytes[1] < low || bytes[1] > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (bytes[i] < 0x80 || bytes[i] > 0xBF) return 0;
    }
    return length;
}

bool is_control(ByteView character) {
    if (character.size() == 1) return character[0] < 0x20 || character[0] == 0x7F;
    return character.size() == 2 && character[0] == 0xC2 && character[1] < 0xA0;
}

// U+2028 to U+202E break lines and turn the direction of text, U+2066 to U+2069, U+200E, U+200F and
// U+061C turn it too: with them a sender could rearrange what stands beside its own words.
bool rearranges(ByteView character) {
    if (character.size() == 2) return character[0] == 0xD8 && character[1] == 0x9C;
    if (character.size() != 3 || character[0] != 0xE2) return false;
    const std::uint8_t last = character[2];
    return (character[1] == 0x80 && last >= 0xA8 && last <= 0xAE) ||
           (character[1] == 0x80 && (last == 0x8E || last == 0x8F)) ||
           (character[1] == 0x81 && last >= 0xA6 && last <= 0xA9);
}

}  // namespace

bool is_utf8(ByteView bytes) {
    while (!bytes.empty()) {
        const std::size_t length = character_length(bytes);
        if (length == 0) return false;
        bytes = bytes.subspan(length);
    }
    return true;
}

std::string printable(std::string_view text, std::size_t max_bytes) {
    std::string shown;
    ByteView rest = as_bytes(text);
    while (!rest.empty()) {
        const std::size_t length = character_length(rest);
        const ByteView character = rest.first(length == 0 ? 1 : length);
        if (shown.size() + character.size() > max_bytes) return shown + "…";
        if (length == 0 || is_control(character) || rearranges(character)) {
            shown += '?';
        } else {
            shown += as_text(character);
        }
        rest = rest.subspan(character.size());
    }
    return shown;
}

}  // namespace sbc
