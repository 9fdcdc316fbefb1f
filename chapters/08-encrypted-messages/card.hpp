#pragma once

#include "context.hpp"
#include "stamp.hpp"

namespace stage {

// #region card
using Sequence = sbc::Strong<struct SequenceTag, std::uint64_t>;  // 1 to 2^53 - 1

// "Who writes to this address shall seal it for this key." The address has signed that: whoever
// knows the address need not believe the one who shows him the card. A card with a higher sequence
// takes the place of an older one.
struct Card {
    PublicKey address;
    Sequence sequence{1};
    AgreementKey key;
    Time from{};
    Time until{};
    Signature signature{};
    Stamp stamp{};
    friend bool operator==(const Card&, const Card&) = default;
};
inline constexpr std::chrono::seconds longest_card{90 * 86'400};
// Clocks differ: what is said to begin may lie so far ahead of ours.
inline constexpr std::chrono::seconds clock_error{2 * 3'600};

[[nodiscard]] Hash id_of(const Card& card, const Hash& network);
void sign(Card& card, const Hash& network, const SigningKey& owner);
// Its owner's signature, its times, and that a secret can be agreed on with its key.
[[nodiscard]] sbc::Result<void, MailError> check(const Card& card, const Hash& network);
[[nodiscard]] sbc::Result<void, MailError> check_now(const Card& card, Time now);

[[nodiscard]] std::string encode(const Card& card);
[[nodiscard]] Card read_card(sbc::JsonReader& json);
// #endregion card

}  // namespace stage
