#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/json.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"

namespace exercise {

using sbc::crypto::Hash;
using sbc::crypto::Signature;

// What an owner's word is about. There will be other kinds, and a new version of this one.
constexpr std::string_view kind = "SimpleBitcoin/payment/1";

// A payment like the stage's, with addresses as they are spelled.
struct Input {
    Hash transaction;         // where the output stands that it spends: in which transaction,
    std::uint32_t index = 0;  // and at which place there
    std::optional<Signature> signature;  // none yet, or its owner's
};
struct Output {
    std::string address;
    std::uint64_t amount = 0;
};
struct Note {
    std::string app;
    std::string text;
};
struct Payment {
    std::vector<Input> inputs;
    std::vector<Output> outputs;
    std::optional<Note> note;
};

// What the owner of each output that is spent signs: the kind, one byte of 0, the 32 bytes of the
// network's id, and the payment's canonical text without signatures.
[[nodiscard]] sbc::Bytes signed_bytes(const Hash& network, const Payment& payment);

}  // namespace exercise
