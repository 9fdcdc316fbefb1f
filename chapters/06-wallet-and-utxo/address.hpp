#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "crypto/ed25519.hpp"

namespace stage {

// #region address
using sbc::crypto::PublicKey;

// A public key as people write it (Bech32m, BIP 350): `sb`, a `1`, then five bits a character, the
// last six a checksum. Whoever has the key that belongs to it owns what is paid to it.
//
//     sb1  52 characters: the 32 bytes of the key, and 4 bits of padding  6 characters
enum class AddressError { WrongLength, WrongPrefix, WrongCharacter, WrongChecksum, NoKey };

[[nodiscard]] std::string to_address(const PublicKey& key);
// All in small letters, or all in large ones. The refusal says which character is wrong, if it can.
[[nodiscard]] sbc::Result<PublicKey, AddressError> from_address(std::string_view text);
// #endregion address

}  // namespace stage
