#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "chain/header.hpp"
#include "crypto/ed25519.hpp"
#include "crypto/hash.hpp"
#include "ledger/transaction.hpp"

namespace sbc::message {

using chain::Height;
using crypto::Hash;
using crypto::PublicKey;

inline constexpr std::string_view engraved_app = "engraved";  // of the note, and the application

// A note for everybody, for ever: docs/protocol.md, section 26.
struct Engraved {
    Hash id;  // of the payment
    PublicKey author;
    std::string text;                 // as it was written: not made harmless
    std::chrono::sys_seconds time{};  // of its block's header; while it waits, when it was heard
    Height height{};                  // while it waits: none
    std::uint32_t index = 0;          // its place in the block
    friend bool operator==(const Engraved&, const Engraved&) = default;
};

// Whether this is an engraving, and if so whose: of the one to whom all the coins belonged that its
// inputs spend. `owners`: of these coins, in the order of the inputs; of a coinbase none.
[[nodiscard]] std::optional<PublicKey> author_of(const ledger::Transaction& transaction,
                                                 std::span<const PublicKey> owners);
// The whole of it, but time and place. Nothing: it is no engraving.
[[nodiscard]] std::optional<Engraved> engraving_in(const ledger::CheckedTransaction& transaction,
                                                   std::span<const PublicKey> owners);

// Whether the text of a transaction could be one: to pass over most of them unread.
[[nodiscard]] bool may_engrave(std::string_view transaction);

// As people see its author: the short address, and before it the name in quotation marks that he
// claims (ranking::clean_name() has been through it), if he claims one. Never a name alone.
[[nodiscard]] std::string shown_author(const PublicKey& author, std::string_view claimed);
// "2026-11-22 16:03", in Greenwich.
[[nodiscard]] std::string in_digits(std::chrono::sys_seconds time);
// For a terminal: `12  2026-11-22 16:03  “zoe” sb1nfmpta…wq5l4k: “text”`, all of it printable.
[[nodiscard]] std::string line_of(const Engraved& engraved, std::string_view claimed);

}  // namespace sbc::message
