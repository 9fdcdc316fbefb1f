#pragma once

#include <chrono>
#include <cstdint>

#include "base/result.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"
#include "crypto/x25519.hpp"
#include "message/mail_error.hpp"
#include "message/stamp.hpp"

namespace sbc::message {

using crypto::Hash;
using crypto::PublicKey;
using Time = std::chrono::sys_seconds;
using Sequence = Strong<struct CardSequenceTag, std::uint64_t>;  // 1 to 2^53 - 1

// A contact card: "whoever writes to this address shall seal it for this key, up to then". The
// owner of the address has signed it, so whoever knows the address needs to believe nobody else.
// One with a higher sequence takes its place. docs/protocol.md, section 25.
struct Card {
    PublicKey address;
    Sequence sequence{1};
    crypto::AgreementKey key;
    Time from{};   // both inclusive: seconds since 1970
    Time until{};  // at most longest_card after `from`
    crypto::Signature signature{};
    Stamp stamp{};
    friend bool operator==(const Card&, const Card&) = default;
};
inline constexpr std::chrono::seconds longest_card{90 * 86'400};
// A clock may be wrong by so much: a card may begin, and a letter may have been written, so far
// ahead of ours.
inline constexpr std::chrono::seconds clock_error{2 * 3'600};

// What its owner signs, and stamps: signed_bytes("card", …) of the card without signature and
// stamp. Its id is hash256 of these bytes.
[[nodiscard]] Bytes signed_part(const Card& card, const Hash& network);
[[nodiscard]] Hash id_of(const Card& card, const Hash& network);
void sign(Card& card, const Hash& network, const crypto::SigningKey& owner);

// The card alone: times in order, a key that agrees with others, its owner's signature; not the
// stamp, and not whether it is valid now.
[[nodiscard]] Result<void, MailError> check(const Card& card, const Hash& network);

}  // namespace sbc::message
