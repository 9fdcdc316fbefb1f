#pragma once

#include <cstdint>
#include <string>

#include "base/json.hpp"
#include "message/letter.hpp"
#include "message/receipt.hpp"

namespace sbc::message {

// How cards, letters and receipts are spelled: what is signed, hashed and sent is made of the same
// fields, and stands here once. For the sources of this layer.

// A card and a receipt as their owners sign them.
[[nodiscard]] JsonWriter said(const Card& card);
[[nodiscard]] JsonWriter said(const Receipt& receipt);
// A letter as its key is bound to it; as it is hashed; and as it is sent. Written straight on,
// since it is done for each letter several times.
enum class Shown { Bound, Sealed, Stamped };
[[nodiscard]] std::string spelled(const Letter& letter, Shown shown);

// Seconds since 1970. A time that no message can say is our own mistake, and reads as the last one
// that can be said.
[[nodiscard]] std::uint64_t seconds_of(Time time);
[[nodiscard]] bool is_sequence(Sequence sequence);  // 1 to 2^53 - 1
// From one second to another, at most so long; both can be said.
[[nodiscard]] bool in_order(Time from, Time until, std::chrono::seconds longest);

}  // namespace sbc::message
