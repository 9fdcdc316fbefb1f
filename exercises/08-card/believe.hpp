#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"
#include "crypto/x25519.hpp"

namespace exercise {

using sbc::crypto::AgreementKey;
using sbc::crypto::Hash;
using sbc::crypto::PublicKey;
using sbc::crypto::Signature;
using Time = std::chrono::sys_seconds;

// "Who writes to this address shall seal it for this key." As it came, from whomever.
struct Card {
    Hash network;  // in which the address is
    PublicKey address;
    std::uint64_t sequence = 1;  // the card with the highest counts
    AgreementKey key;
    Time from{};   // it is valid from this second
    Time until{};  // to this one
    Signature signature{};
};
// Clocks differ: a card may begin so much later than now.
constexpr std::chrono::seconds clock_error{2 * 3'600};

// Whose card we should like to have, and what we know.
struct Asked {
    Hash network;
    PublicKey address;
    Time now{};
    std::optional<Card> known{};  // the newest of this address that we have believed so far
};

enum class Verdict {
    // What can be taken:
    New,         // the first of this address
    Renewed,     // a newer one with the same key
    KeyChanged,  // a newer one with another key: its owner has to be asked, aloud
    Known,       // the one that we have
    // And what cannot:
    OtherNetwork,
    OtherAddress,
    BadKey,     // the secret would be known to everybody
    NotSigned,  // not by the owner of the address, or something else than this
    NotYet,
    Over,
    Older,           // we know a newer one
    TwoOfOneNumber,  // another one has this number already
};

[[nodiscard]] Verdict judge(const Card& came, const Asked& asked);

// Given. What the owner of the address signs: all of the card but the signature.
[[nodiscard]] sbc::Bytes signed_part(const Card& card);
// Given. Whether a secret can be agreed on with this key: not with one of small order.
[[nodiscard]] bool is_usable(const AgreementKey& key);

}  // namespace exercise
