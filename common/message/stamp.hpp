#pragma once

#include <chrono>

#include "chain/header.hpp"

namespace sbc::message {

// A little work, done once for one item (a card, a letter) by whoever wants a stranger to keep it.
// It is chapter 05's proof of work, to the byte: a header whose root is the item's id, whose
// previous block is none of any chain (hash256 of signed_bytes("stamp", network, "")), and whose
// hash lies at or below the target. So whatever looks for a block finds a stamp, and no stamp is a
// block.
struct Stamp {
    std::chrono::sys_seconds time{};
    chain::Nonce nonce{0};
    friend bool operator==(const Stamp&, const Stamp&) = default;
};
// On average 2^18 hashes: some hundredths of a second of one core. A network may have agreed on
// another one (tests do).
inline constexpr chain::Bits usual_stamp{0x1e3fffff};

// The header to look for: with the stamp's time and nonce.
[[nodiscard]] chain::Header stamp_header(const chain::Hash& item, const chain::Hash& network,
                                         chain::Bits bits, const Stamp& stamp);
[[nodiscard]] bool is_paid(const Stamp& stamp, const chain::Hash& item, const chain::Hash& network,
                           chain::Bits bits);

}  // namespace sbc::message
