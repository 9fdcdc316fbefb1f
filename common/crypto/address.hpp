#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "crypto/ed25519.hpp"

namespace sbc::crypto {

// An address is a public key as people write it: Bech32m with the prefix sb, 61 characters, in
// which a mistake is found, and often its place (lesson 06).

constexpr std::string_view address_prefix = "sb";
constexpr std::size_t address_size = 61;

enum class AddressError {
    WrongPrefix,
    WrongCharacter,
    MixedCase,
    TooShort,
    TooLong,
    WrongChecksum,
    WrongPadding,
    NotAKey
};

// In lower case. The key may be any; only a valid one can be read back.
[[nodiscard]] std::string to_address(const PublicKey& key);
// Upper case is read too. The refusal says which character is wrong, counted from 1, and what to
// do. What is returned is a valid() key.
[[nodiscard]] Result<PublicKey, AddressError> from_address(std::string_view text);

}  // namespace sbc::crypto
