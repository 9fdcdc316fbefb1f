#include "base/hex.hpp"

#include <cstddef>

namespace sbc {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

int value_of(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

}  // namespace

std::string to_hex(ByteView bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const std::uint8_t byte : bytes) {
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 15]);
    }
    return text;
}

Result<Bytes, HexError> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return refuse(HexError::OddLength, "hex text has two digits per byte, but this has " +
                                               std::to_string(text.size()) + " characters");
    }
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = value_of(text[i]);
        const int low = value_of(text[i + 1]);
        if (high < 0 || low < 0) {
            const std::size_t where = high < 0 ? i : i + 1;
            return refuse(HexError::NotHex, "expected a hex digit (0-9, a-f) at character " +
                                                std::to_string(where + 1));
        }
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return bytes;
}

std::string to_hex64(std::uint64_t number) {
    std::string text(16, '0');
    for (std::size_t i = 16; i-- > 0; number >>= 4) text[i] = digits[number & 15];
    return text;
}

std::optional<std::uint64_t> from_hex64(std::string_view text) {
    if (text.size() != 16) return std::nullopt;
    std::uint64_t number = 0;
    for (const char digit : text) {
        if (digits.find(digit) == std::string_view::npos) return std::nullopt;
        number = (number << 4) | static_cast<std::uint64_t>(value_of(digit));
    }
    return number;
}

}  // namespace sbc
