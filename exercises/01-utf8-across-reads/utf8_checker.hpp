#pragma once

#include <cstdint>

#include "base/bytes.hpp"

namespace exercise {

enum class Utf8 {
    Complete,    // valid so far, and no character has begun without ending
    Incomplete,  // valid so far, but the last character is not whole yet
    Invalid,     // not UTF-8, whatever comes now
};

// Checks a stream of UTF-8 that comes in slices, which may be cut anywhere.
class Utf8Checker {
public:
    // Takes the next slice, and tells about everything that has come since the beginning.
    Utf8 feed(sbc::ByteView slice);

private:
    int missing_ = 0;           // how many bytes of the present character are still to come
    std::uint8_t low_ = 0x80;   // the least value that the next of them may have
    std::uint8_t high_ = 0xbf;  // and the greatest
    bool invalid_ = false;
};

}  // namespace exercise
