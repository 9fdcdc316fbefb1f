#include "crypto/address.hpp"

#include <algorithm>
#include <optional>

#include "crypto/bech32m.hpp"

namespace sbc::crypto {
namespace {

using Refused = tl::unexpected<Refusal<AddressError>>;
using enum AddressError;

constexpr std::size_t data_begins = address_prefix.size() + 1;  // behind the 1
static_assert(5 * (address_size - data_begins - bech32m_checksum_size) / 8 == 32);

std::string place(std::size_t index) { return "character " + std::to_string(index + 1); }

// As people see it: how it begins, and whether all of it can be in an address. The second 1 that
// somebody wrote for an l is found here, before Bech32m takes it for the end of the prefix.
std::optional<Refused> wrong_characters(std::string_view text) {
    for (std::size_t i = 0; i < std::min(text.size(), data_begins); ++i) {
        const char expected = i < address_prefix.size() ? address_prefix[i] : '1';
        if (text[i] == expected || (text[i] == expected - 'a' + 'A' && expected != '1')) continue;
        return refuse(WrongPrefix, "an address begins with sb1, but " + place(i) + " is " +
                                       shown_character(text[i]) +
                                       ": copy all of the address, and nothing else");
    }
    for (std::size_t i = data_begins; i < text.size(); ++i) {
        if (is_bech32m_character(text[i])) continue;
        return refuse(WrongCharacter, place(i) + " is wrong: " + shown_character(text[i]) +
                                          " is never used in an address behind sb1; compare it "
                                          "with the original");
    }
    return std::nullopt;
}

std::optional<Refused> wrong_size(std::string_view text) {
    if (text.size() == address_size) return std::nullopt;
    return refuse(text.size() < address_size ? TooShort : TooLong,
                  "an address has " + std::to_string(address_size) + " characters, and this text " +
                      std::to_string(text.size()) + ": copy all of the address, and nothing else");
}

Refused wrong_code(const Refusal<Bech32mError>& refusal) {
    if (refusal.reason == Bech32mError::MixedCase) return refuse(MixedCase, refusal.text);
    return refuse(WrongChecksum, refusal.text + ": compare it with the original");
}

}  // namespace

std::string to_address(const PublicKey& key) {
    return bech32m_encode(address_prefix, to_groups(key.bytes));
}

Result<PublicKey, AddressError> from_address(std::string_view text) {
    if (text.size() <= bech32m_longest) {  // else there is no need to look at all of it
        if (auto refused = wrong_characters(text)) return *refused;
    }
    if (auto refused = wrong_size(text)) return *refused;
    const auto decoded = bech32m_decode(text);
    if (!decoded) return wrong_code(decoded.error());
    const auto bytes = from_groups(decoded->groups);
    if (!bytes) return refuse(WrongPadding, bytes.error().text + ": no program of ours wrote this");
    PublicKey key;
    std::copy_n(bytes->begin(), key.bytes.size(), key.bytes.begin());
    if (!valid(key)) {
        return refuse(NotAKey, "nobody can have the key of this address: do not pay to it");
    }
    return key;
}

}  // namespace sbc::crypto
