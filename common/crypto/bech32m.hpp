#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace sbc::crypto {

// Bytes as a text that people can read aloud, type and check: Bech32m (BIP 350, lesson 06). A
// prefix that says what it is, a 1, groups of five bits as one character each, and a checksum of
// six more:
//
//   sb 1 qw508d6qejxtdg4y5r3zarvary0c5xw7k… ……
//
// At most 90 characters, all lower case or all upper case; written is lower case.

enum class Bech32mError {
    TooShort,
    TooLong,
    NoSeparator,
    NoPrefix,
    WrongCharacter,
    MixedCase,
    WrongChecksum,
    WrongPadding
};

struct Bech32m {
    std::string prefix;  // in lower case
    Bytes groups;        // each below 32, without the checksum
    friend bool operator==(const Bech32m&, const Bech32m&) = default;
};

constexpr std::size_t bech32m_longest = 90;
constexpr std::size_t bech32m_checksum_size = 6;

// The prefix: at least one character, of those from ! to ~, none of upper case. The caller sees to
// it that all fits into 90 characters.
[[nodiscard]] std::string bech32m_encode(std::string_view prefix,
                                         std::span<const std::uint8_t> groups);
// Refusals name the character, counted from 1.
[[nodiscard]] Result<Bech32m, Bech32mError> bech32m_decode(std::string_view text);

// Bytes in groups of five bits, the highest bits first; the last one is filled up with zeros.
[[nodiscard]] Bytes to_groups(ByteView bytes);
// And back: what fills up is less than a group, and zero.
[[nodiscard]] Result<Bytes, Bech32mError> from_groups(std::span<const std::uint8_t> groups);

// Whether this is one of the 32 characters that stand for a group, in either case.
[[nodiscard]] bool is_bech32m_character(char character);
// Where the checksum is wrong, and another character in one single place behind the 1 would make it
// right: that place, counted from 1. There is at most one such place; it is the mistake unless four
// characters or more are wrong.
[[nodiscard]] std::optional<std::size_t> likely_mistake(std::string_view text);
// How a character is named in a refusal: 'b', or byte 0x07.
[[nodiscard]] std::string shown_character(char character);

}  // namespace sbc::crypto
