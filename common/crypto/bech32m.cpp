#include "crypto/bech32m.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "base/hex.hpp"

namespace sbc::crypto {
namespace {

constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::uint8_t no_group = 0xff;
// What each character below 128 stands for, in either case.
constexpr auto group_of_character = [] {
    std::array<std::uint8_t, 128> groups{};
    groups.fill(no_group);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        const unsigned character = static_cast<unsigned char>(alphabet[i]);
        groups[character] = static_cast<std::uint8_t>(i);
        if (character >= 'a') groups[character - ('a' - 'A')] = static_cast<std::uint8_t>(i);
    }
    return groups;
}();

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_printable(char c) { return c >= '!' && c <= '~'; }

std::uint8_t group_of(char character) {
    const auto place = static_cast<unsigned char>(character);
    return place < group_of_character.size() ? group_of_character[place] : no_group;
}

// --- the checksum --------------------------------------------------------------------------------

// The groups are the coefficients of a polynomial over the field of 32 elements; this is what is
// left of it after division by the code's generator: six groups, the highest in the highest bits.
using Remainder = std::uint32_t;
constexpr Remainder right_remainder = 0x2bc8'30a3;  // in Bech32 it was 1

// What five bits that leave at the top come back as.
constexpr auto folded = [] {
    constexpr std::array<Remainder, 5> generator{0x3b6a'57b2, 0x2650'8e6d, 0x1ea1'19fa, 0x3d42'33dd,
                                                 0x2a14'62b3};
    std::array<Remainder, 32> table{};
    for (std::size_t top = 0; top < table.size(); ++top) {
        for (std::size_t bit = 0; bit < generator.size(); ++bit) {
            if ((top >> bit & 1) != 0) table[top] ^= generator[bit];
        }
    }
    return table;
}();
// One group more: times x, plus the group.
constexpr Remainder step(Remainder remainder, std::uint8_t group) {
    return ((remainder & 0x01ff'ffff) << 5) ^ group ^ folded[remainder >> 25];
}

// Of the prefix first the high bits of all characters, then the low ones.
Remainder remainder_of(std::string_view prefix, std::span<const std::uint8_t> groups) {
    Remainder remainder = 1;
    for (const char c : prefix) remainder = step(remainder, static_cast<std::uint8_t>(c >> 5));
    remainder = step(remainder, 0);
    for (const char c : prefix) remainder = step(remainder, static_cast<std::uint8_t>(c & 31));
    for (const std::uint8_t group : groups) remainder = step(remainder, group);
    return remainder;
}

// The one group of so many, counted from the front, whose change alone makes the remainder right.
// The remainder of a sum is the sum of the remainders; so that of the difference must be what is
// wrong.
std::optional<std::size_t> one_wrong_group(Remainder remainder, std::size_t count) {
    for (std::uint8_t difference = 1; difference < 32; ++difference) {
        Remainder alone = difference;
        for (std::size_t behind = 0; behind < count; ++behind) {
            if (alone == (remainder ^ right_remainder)) return count - 1 - behind;
            alone = step(alone, 0);
        }
    }
    return std::nullopt;
}

// --- reading -------------------------------------------------------------------------------------

// Of a text in both cases, where the first character stands that is not as most of them are.
std::optional<std::size_t> odd_case(std::string_view text) {
    const auto lowers = std::count_if(text.begin(), text.end(), is_lower);
    const auto uppers = std::count_if(text.begin(), text.end(), is_upper);
    if (lowers == 0 || uppers == 0) return std::nullopt;
    const auto odd = std::find_if(text.begin(), text.end(), uppers <= lowers ? is_upper : is_lower);
    return static_cast<std::size_t>(odd - text.begin());
}

std::string place(std::size_t index) { return "character " + std::to_string(index + 1); }

tl::unexpected<Refusal<Bech32mError>> wrong_character(std::string_view text, std::size_t index) {
    return refuse(
        Bech32mError::WrongCharacter,
        place(index) + " is wrong: " + shown_character(text[index]) + " is never used there");
}

// Where the 1 is, when all that stands around it can be read.
Result<std::size_t, Bech32mError> separator_in(std::string_view text) {
    using enum Bech32mError;
    if (text.size() > bech32m_longest) {
        return refuse(TooLong, "at most " + std::to_string(bech32m_longest) +
                                   " characters, and these are " + std::to_string(text.size()));
    }
    const auto strange = std::find_if_not(text.begin(), text.end(), is_printable);
    if (strange != text.end()) {
        return wrong_character(text, static_cast<std::size_t>(strange - text.begin()));
    }
    if (const auto index = odd_case(text)) {
        return refuse(MixedCase, place(*index) + " is in " +
                                     (is_upper(text[*index]) ? "upper" : "lower") +
                                     " case, unlike most: all are in one case");
    }
    const std::size_t separator = text.rfind('1');
    if (separator == std::string_view::npos) {
        return refuse(NoSeparator, "a 1 must follow the prefix, and there is none");
    }
    if (separator == 0) return refuse(NoPrefix, "a prefix must stand before the 1");
    for (std::size_t i = separator + 1; i < text.size(); ++i) {
        if (group_of(text[i]) == no_group) return wrong_character(text, i);
    }
    if (text.size() - separator - 1 < bech32m_checksum_size) {
        return refuse(TooShort, "the end is missing: the checksum alone has " +
                                    std::to_string(bech32m_checksum_size) + " characters");
    }
    return separator;
}

// A text whose characters are in order; its checksum may be wrong.
struct Read {
    Bech32m all;  // with the checksum's groups
    Remainder remainder;
};
Read read(std::string_view text, std::size_t separator) {
    Read read{{std::string(separator, '\0'), Bytes(text.size() - separator - 1)}, 0};
    std::transform(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(separator),
                   read.all.prefix.begin(), lower);
    std::transform(text.begin() + static_cast<std::ptrdiff_t>(separator) + 1, text.end(),
                   read.all.groups.begin(), group_of);
    read.remainder = remainder_of(read.all.prefix, read.all.groups);
    return read;
}

}  // namespace

std::string shown_character(char character) {
    if (is_printable(character)) return {'\'', character, '\''};
    if (character == ' ') return "a space";
    return "the byte 0x" + to_hex(std::array{static_cast<std::uint8_t>(character)});
}

bool is_bech32m_character(char character) { return group_of(character) != no_group; }

std::string bech32m_encode(std::string_view prefix, std::span<const std::uint8_t> groups) {
    assert(!prefix.empty() && std::all_of(prefix.begin(), prefix.end(), is_printable) &&
           std::none_of(prefix.begin(), prefix.end(), is_upper));
    assert(prefix.size() + 1 + groups.size() + bech32m_checksum_size <= bech32m_longest);
    std::string text{prefix};
    text += '1';
    for (const std::uint8_t group : groups) text += alphabet[group];
    Remainder remainder = remainder_of(prefix, groups);
    for (std::size_t i = 0; i < bech32m_checksum_size; ++i) remainder = step(remainder, 0);
    remainder ^= right_remainder;
    for (std::size_t i = bech32m_checksum_size; i-- > 0;) text += alphabet[remainder >> 5 * i & 31];
    return text;
}

Result<Bech32m, Bech32mError> bech32m_decode(std::string_view text) {
    auto separator = separator_in(text);
    if (!separator) return pass_on(separator);
    Read found = read(text, *separator);
    if (found.remainder != right_remainder) {
        const auto wrong = one_wrong_group(found.remainder, found.all.groups.size());
        return refuse(Bech32mError::WrongChecksum,
                      wrong ? place(*separator + 1 + *wrong) + " is probably wrong"
                            : "two characters or more are wrong, or missing");
    }
    found.all.groups.resize(found.all.groups.size() - bech32m_checksum_size);
    return std::move(found.all);
}

std::optional<std::size_t> likely_mistake(std::string_view text) {
    const auto separator = separator_in(text);
    if (!separator) return std::nullopt;
    const Read found = read(text, *separator);
    const auto wrong = one_wrong_group(found.remainder, found.all.groups.size());
    if (!wrong) return std::nullopt;
    return *separator + 1 + *wrong + 1;
}

Bytes to_groups(ByteView bytes) {
    Bytes groups;
    groups.reserve((8 * bytes.size() + 4) / 5);
    unsigned held = 0;  // so many bits wait, the lowest ones of:
    unsigned bits = 0;
    for (const std::uint8_t byte : bytes) {
        bits = bits << 8 | byte;
        for (held += 8; held >= 5; held -= 5) {
            groups.push_back(static_cast<std::uint8_t>(bits >> (held - 5) & 31));
        }
    }
    if (held > 0) groups.push_back(static_cast<std::uint8_t>(bits << (5 - held) & 31));
    return groups;
}

Result<Bytes, Bech32mError> from_groups(std::span<const std::uint8_t> groups) {
    Bytes bytes;
    bytes.reserve(5 * groups.size() / 8);
    unsigned held = 0;
    unsigned bits = 0;
    for (const std::uint8_t group : groups) {
        assert(group < 32);
        bits = bits << 5 | group;
        held += 5;
        if (held < 8) continue;
        held -= 8;
        bytes.push_back(static_cast<std::uint8_t>(bits >> held));
    }
    if (held >= 5) return refuse(Bech32mError::WrongPadding, "the last character is one too many");
    if ((bits & ((1U << held) - 1)) != 0) {
        return refuse(Bech32mError::WrongPadding, "the bits that fill up the end are not all zero");
    }
    return bytes;
}

}  // namespace sbc::crypto
