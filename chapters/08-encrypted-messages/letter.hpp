#pragma once

#include "card.hpp"
#include "padding.hpp"

namespace stage {

// #region letter
// What everybody sees who passes it on.
struct Letter {
    PublicKey to;
    Sequence card{1};  // which of his
    AgreementKey key;  // made for this letter alone
    Time until{};      // it is held for him until then
    Bytes sealed;
    Stamp stamp{};
    friend bool operator==(const Letter&, const Letter&) = default;
};
inline constexpr std::chrono::seconds longest_held{7 * 86'400};
inline constexpr std::size_t longest_text = 3'000;

[[nodiscard]] Hash id_of(const Letter& letter, const Hash& network);
[[nodiscard]] std::string encode(const Letter& letter);
[[nodiscard]] Letter read_letter(sbc::JsonReader& json);
// #endregion letter

// #region seal
// What the recipient sees.
struct Inside {
    PublicKey from;
    Time sent{};
    std::string text;
    Signature signature{};  // of all that the letter says, but the seal: see signed_part()
    friend bool operator==(const Inside&, const Inside&) = default;
};
[[nodiscard]] Bytes signed_part(const Letter& letter, const Inside& inside, const Hash& network);

// What somebody wants to say, and how long it shall be held.
struct Draft {
    std::string text;
    Time sent{};
    Time until{};
};
// `fresh` comes from dice that nobody can foresee, and seals nothing else.
[[nodiscard]] sbc::Result<Letter, MailError> seal(const Draft& draft, const Card& to,
                                                  const SigningKey& from,
                                                  const AgreementSecret& fresh,
                                                  const Hash& network);
// With the secret half of the card that it names. Not whether it has come before: that is Seen's.
[[nodiscard]] sbc::Result<Inside, MailError> open(const Letter& letter, const AgreementSecret& mine,
                                                  const Hash& network, Time now);
// #endregion seal

// #region receipt
// The recipient's word that it has come. Without it nobody drops a letter that is not over.
struct Receipt {
    Hash letter;
    PublicKey to;
    bool opened = true;  // false: sealed for a card whose secret half is gone
    Signature signature{};
    friend bool operator==(const Receipt&, const Receipt&) = default;
};
void sign(Receipt& receipt, const Hash& network, const SigningKey& recipient);
[[nodiscard]] sbc::Result<void, MailError> check(const Receipt& receipt, const Hash& network);
[[nodiscard]] std::string encode(const Receipt& receipt);
[[nodiscard]] Receipt read_receipt(sbc::JsonReader& json);
// #endregion receipt

}  // namespace stage
