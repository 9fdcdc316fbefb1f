#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "crypto/address.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"
#include "crypto/signed_bytes.hpp"
#include "crypto/x25519.hpp"

namespace exercise {

using sbc::Bytes;
using sbc::crypto::AgreementKey;
using sbc::crypto::Hash;
using sbc::crypto::PublicKey;

// A letter like the stage's. What everybody can read, and change, who passes it on:
struct Envelope {
    PublicKey to;
    std::uint64_t card = 1;   // which of his cards it is sealed for
    AgreementKey key;         // made for this letter alone
    std::uint64_t until = 0;  // it is held until then, in seconds since 1970
};
// What is sealed, and whoever can open it can read.
struct Inside {
    PublicKey from;
    std::uint64_t sent = 0;  // seconds since 1970
    std::string text;
};

// What the key of the seal depends on: with one other bit in it no letter opens. `of_card`: the
// public key that stands on the recipient's card.
[[nodiscard]] Bytes key_context(const Envelope& envelope, const AgreementKey& of_card,
                                const Hash& network);

// What the writer signs. The signature lies inside, with what he has written.
[[nodiscard]] Bytes signed_part(const Envelope& envelope, const Inside& inside,
                                const Hash& network);

}  // namespace exercise
