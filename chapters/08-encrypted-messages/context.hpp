#pragma once

#include <chrono>
#include <optional>

#include "base/json.hpp"
#include "base/strong.hpp"
#include "crypto/aead.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"
#include "crypto/x25519.hpp"
#include "mail_error.hpp"

namespace stage {

// #region context
using sbc::Bytes;
using sbc::crypto::AgreementKey;
using sbc::crypto::AgreementSecret;
using sbc::crypto::Hash;
using sbc::crypto::PublicKey;
using sbc::crypto::Signature;
using sbc::crypto::SigningKey;
using Time = std::chrono::sys_seconds;

// What somebody says, with what it is said about: the kind of thing, and the network. Whatever is
// signed is signed in this form, so that no signature holds for anything else; and whatever is
// encrypted has a key that depends on it.
[[nodiscard]] Bytes context(std::string_view kind, const Hash& network,
                            const sbc::JsonWriter& said);
// #endregion context

// #region bound-key
// The key for one sealed thing, which two can compute: who has made the fresh key, from its secret
// half and the card's key; and who owns the card, from the card's secret half and the fresh key. A
// context with one other bit gives another key. Nothing: with this key no secret is one.
[[nodiscard]] std::optional<sbc::crypto::AeadKey> bound_key(const AgreementSecret& mine,
                                                            const AgreementKey& theirs,
                                                            const AgreementKey& of_card,
                                                            Bytes context);
// It is used once, so the nonce need not differ.
inline constexpr sbc::crypto::AeadNonce no_nonce{};
// #endregion bound-key

// #region fields
// As they stand in all messages.
[[nodiscard]] std::uint64_t seconds(Time time);
[[nodiscard]] Time read_time(sbc::JsonReader& json, std::string_view field);
[[nodiscard]] PublicKey read_address(sbc::JsonReader& json, std::string_view field);
[[nodiscard]] Hash read_hash(sbc::JsonReader& json, std::string_view field);
template <class T>  // a key or a signature: something that has bytes
[[nodiscard]] T read_bytes(sbc::JsonReader& json, std::string_view field) {
    T read{};
    const Bytes bytes = json.bytes(field, read.bytes.size());
    std::copy(bytes.begin(), bytes.end(), read.bytes.begin());
    return read;
}
// #endregion fields

}  // namespace stage
