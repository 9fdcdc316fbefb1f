#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "crypto/aead.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/scrypt.hpp"
#include "crypto/secret.hpp"

namespace sbc::wallet {

// Keys as a text that only a pass phrase opens (docs/protocol.md, section 19): what lies in a key
// file, and what is carried from one wallet to another. Touches no file and draws no random number:
// key_file.hpp does both.

struct OwnedKey {
    std::string label;  // what its owner calls it; may be empty
    crypto::SigningKey key;
};
constexpr std::size_t most_keys = 1'000;
constexpr std::size_t longest_label = 64;  // bytes of UTF-8, nothing that printable() would change
constexpr std::size_t largest_key_file = 400'000;  // bytes

enum class KeyFileError {
    // the file
    Missing,
    NoFolder,
    Exists,     // and is never overwritten
    ForOthers,  // other accounts of this machine may read it
    Changed,    // another program has written it since it was read
    NoAccess,   // it cannot be read or written; the text says why
    // what it says
    NotOurs,       // it belongs to something else
    HalfWritten,   // the end is missing
    Damaged,       // it is not what was written: the checksum does not fit
    NewerVersion,  // a later program has written it
    TooCostly,     // to open it takes more memory or time than anybody should give
    // what was asked for
    WrongPassPhrase,  // or somebody changed the file on purpose, the checksum as well
    NoPassPhrase,     // an empty one protects nothing
    BadKeys,          // too many, one of them twice, or a label that nobody could read
};

// What everybody can read of such a text. All of it but the ciphertext is context of the seal, so
// none of it can be changed: not even how much a guess costs.
struct SealedKeys {
    crypto::ScryptCost cost{};
    std::array<std::uint8_t, 16> salt{};  // so that one pass phrase makes another key in each text
    crypto::AeadNonce nonce{};
    Bytes ciphertext{};
    friend bool operator==(const SealedKeys&, const SealedKeys&) = default;
};
[[nodiscard]] std::string encode(const SealedKeys& sealed);
// Strictly back; only the end of the last line may be missing, as where a text was copied by hand.
// Costs nothing that a stranger could choose: TooCostly is said here, before any memory is filled.
[[nodiscard]] Result<SealedKeys, KeyFileError> decode_sealed_keys(std::string_view text);

// Fresh for each text, from a cryptographic random source.
struct SealSalt {
    std::array<std::uint8_t, 16> salt{};
    crypto::AeadNonce nonce{};
};
[[nodiscard]] Result<std::string, KeyFileError> seal_keys(const std::vector<OwnedKey>& keys,
                                                          const crypto::SecretText& pass_phrase,
                                                          const SealSalt& fresh,
                                                          const crypto::ScryptCost& cost = {});
[[nodiscard]] Result<std::vector<OwnedKey>, KeyFileError> open_keys(
    std::string_view text, const crypto::SecretText& pass_phrase);

}  // namespace sbc::wallet
