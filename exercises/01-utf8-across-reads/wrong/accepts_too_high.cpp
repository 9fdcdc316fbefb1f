// Lets four bytes stand for any number that fits into them.
#include "utf8_checker.hpp"

namespace exercise {

Utf8 Utf8Checker::feed(sbc::ByteView slice) {
    for (const std::uint8_t byte : slice) {
        if (missing_ > 0) {
            if (byte < low_ || byte > high_) invalid_ = true;
            low_ = 0x80;  // only the second byte of a character has a narrower range
            high_ = 0xbf;
            --missing_;
        } else if (byte >= 0x80 && (byte < 0xc2 || byte > 0xf7)) {
            invalid_ = true;
        } else if (byte >= 0x80) {
            missing_ = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
            low_ = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
            high_ = byte == 0xed ? 0x9f : 0xbf;
        }
    }
    if (invalid_) return Utf8::Invalid;
    return missing_ == 0 ? Utf8::Complete : Utf8::Incomplete;
}

}  // namespace exercise
