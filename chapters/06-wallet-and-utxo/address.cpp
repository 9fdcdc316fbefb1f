#include "address.hpp"

#include <algorithm>
#include <optional>

#include "checksum.hpp"

namespace stage {

namespace {

// #region alphabet
constexpr std::string_view prefix = "sb";
constexpr std::string_view start = "sb1";
constexpr std::string_view alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";  // no 1, b, i, o
constexpr std::size_t key_groups = 52;                                     // 260 bits for 256
constexpr std::size_t length = start.size() + key_groups + checksum_length;

std::string spelled(const Groups& groups) {
    std::string text;
    for (const std::uint8_t group : groups) text += alphabet[group];
    return text;
}
// #endregion alphabet

// #region groups
// The key's bits, five at a time, the highest first.
Groups groups_of(const PublicKey& key) {
    Groups groups(key_groups);
    for (std::size_t bit = 0; bit < 256; ++bit) {
        const int value = key.bytes[bit / 8] >> (7 - bit % 8) & 1;
        groups[bit / 5] = static_cast<std::uint8_t>(groups[bit / 5] | value << (4 - bit % 5));
    }
    return groups;
}

PublicKey key_of(const Groups& groups) {
    PublicKey key;
    for (std::size_t bit = 0; bit < 256; ++bit) {
        const int value = groups[bit / 5] >> (4 - bit % 5) & 1;
        key.bytes[bit / 8] = static_cast<std::uint8_t>(key.bytes[bit / 8] | value << (7 - bit % 8));
    }
    return key;
}
// #endregion groups

// #region wrong-character
// Which character it must be, if one alone is wrong: no other change of one makes the whole right.
std::optional<std::size_t> wrong_character(Groups groups) {
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::uint8_t read = groups[i];
        for (groups[i] = 0; groups[i] < alphabet.size(); ++groups[i]) {
            if (whole(prefix, groups)) return i;
        }
        groups[i] = read;
    }
    return std::nullopt;
}
// #endregion wrong-character

}  // namespace

// #region to-address
std::string to_address(const PublicKey& key) {
    const Groups groups = groups_of(key);
    return std::string{start} + spelled(groups) + spelled(checksum_of(prefix, groups));
}
// #endregion to-address

// #region from-address
sbc::Result<PublicKey, AddressError> from_address(std::string_view text) {
    using enum AddressError;
    std::string small{text};
    const auto to_small = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    };
    const bool shouted =
        std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    if (shouted) std::transform(text.begin(), text.end(), small.begin(), to_small);
    if (!small.starts_with(start)) return sbc::refuse(WrongPrefix, "an address begins with sb1");
    if (small.size() != length) {
        return sbc::refuse(WrongLength,
                           "an address has 61 characters, not " + std::to_string(small.size()));
    }
    // #endregion from-address
    // #region from-address-rest
    Groups groups;
    for (std::size_t i = start.size(); i < length; ++i) {
        const auto group = alphabet.find(small[i]);
        if (group == alphabet.npos) {
            return sbc::refuse(WrongCharacter, "character " + std::to_string(i + 1) +
                                                   " cannot stand in an address");
        }
        groups.push_back(static_cast<std::uint8_t>(group));
    }
    if (!whole(prefix, groups)) {
        const auto wrong = wrong_character(groups);
        return sbc::refuse(
            WrongChecksum,
            wrong ? "character " + std::to_string(start.size() + *wrong + 1) + " is probably wrong"
                  : "several characters are wrong");
    }
    const PublicKey key = key_of(groups);
    if (to_address(key) != small || !sbc::crypto::valid(key)) {
        return sbc::refuse(NoKey, "it is spelled well, but is nobody's address");
    }
    return key;
}
// #endregion from-address-rest

}  // namespace stage
