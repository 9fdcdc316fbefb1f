#pragma once

#include <array>
#include <string>
#include <string_view>

#include "message/card.hpp"

namespace sbc::message {

// A card in eight words that two people can compare aloud: 64 bits of the hash of network, address
// and key. Sequence and times are left out: the same key has the same words. Enough against whoever
// has to find a second card with the same words; the card is signed besides.
using Fingerprint = std::array<std::string_view, 8>;
[[nodiscard]] Fingerprint fingerprint(const Card& card, const Hash& network);
[[nodiscard]] std::string to_text(const Fingerprint& words);  // with blanks between

// 256 words, sorted: no two begin with the same four letters.
[[nodiscard]] const std::array<std::string_view, 256>& fingerprint_words();

}  // namespace sbc::message
