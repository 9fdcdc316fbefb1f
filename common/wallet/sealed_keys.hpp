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
#include "crypto/secret.hpp"

namespace sbc::wallet {

// Keys as a text that only a pass phrase opens (docs/protocol.md, section 19): what lies in a key
// file, and what is carried from one wallet to another. Touches no file and draws no random number:
// key_file.hpp does both. To open one takes 32 MiB and a seventh of a second, since each guess of a
// thief shall cost that much; the text cannot ask for more.

struct OwnedKey {
    std::string label;  // what its owner calls it; may be empty
    crypto::SigningKey key;
};
using Keys = std::vector<OwnedKey>;
constexpr std::size_t most_keys = 1'000;
constexpr std::size_t longest_label = 64;          // bytes of text that can be shown as it is
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
    // what was asked for
    WrongPassPhrase,  // or somebody changed the file on purpose, the checksum as well
    NoPassPhrase,     // an empty one protects nothing
    BadKeys,          // too many, one of them twice, or a label that nobody could read
};

// The parts of such a text. Whoever has it can read the first two; the seal covers them as well.
struct SealedKeys {
    std::array<std::uint8_t, 16> salt{};  // one pass phrase makes another key in each text
    crypto::AeadNonce nonce{};
    Bytes ciphertext{};
    friend bool operator==(const SealedKeys&, const SealedKeys&) = default;
};
[[nodiscard]] std::string encode(const SealedKeys& sealed);
// Strictly back; only the end of the line may be missing, as where a text was copied by hand.
[[nodiscard]] Result<SealedKeys, KeyFileError> decode_sealed_keys(std::string_view text);

// Fresh for each text, from a cryptographic random source.
struct SealSalt {
    std::array<std::uint8_t, 16> salt{};
    crypto::AeadNonce nonce{};
};
[[nodiscard]] Result<std::string, KeyFileError> seal_keys(const Keys& keys,
                                                          const crypto::SecretText& pass_phrase,
                                                          const SealSalt& fresh);
[[nodiscard]] Result<Keys, KeyFileError> open_keys(std::string_view text,
                                                   const crypto::SecretText& pass_phrase);

}  // namespace sbc::wallet
