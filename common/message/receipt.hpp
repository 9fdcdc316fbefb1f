#pragma once

#include "message/card.hpp"

namespace sbc::message {

// The recipient's word that a letter has come, signed: what deletes it everywhere, and tells its
// writer.
struct Receipt {
    Hash letter;         // its id
    PublicKey to;        // the recipient, who signs
    bool opened = true;  // false: sealed for a key that is gone; whoever wrote it may seal it anew
    crypto::Signature signature{};
    friend bool operator==(const Receipt&, const Receipt&) = default;
};
[[nodiscard]] Bytes signed_part(const Receipt& receipt, const Hash& network);
void sign(Receipt& receipt, const Hash& network, const crypto::SigningKey& recipient);
[[nodiscard]] Result<void, MailError> check(const Receipt& receipt, const Hash& network);

// "I am the owner of this address": what a core asks before it hands out the letters for it. The
// challenge is the core's, and new for each connection.
using Challenge = std::array<std::uint8_t, 32>;
[[nodiscard]] Bytes claim_part(const PublicKey& address, const Challenge& challenge,
                               const Hash& network);

}  // namespace sbc::message
