#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "crypto/aead.hpp"
#include "message/card.hpp"

namespace sbc::message {

// A sealed letter (docs/protocol.md, section 25). Visible to everybody on its way: for whom, sealed
// for which of the recipient's cards, until when it is kept, and how long it is, in steps. Sealed:
// who has written it, when, what, and his signature.
struct Letter {
    PublicKey to;
    Sequence card{1};          // of the recipient's
    crypto::AgreementKey key;  // fresh, for this letter alone
    Time until{};              // who holds it for `to` drops it then
    Bytes sealed;              // one of the classes and a tag
    Stamp stamp{};
    friend bool operator==(const Letter&, const Letter&) = default;
};
inline constexpr std::chrono::seconds longest_held{7 * 86'400};
inline constexpr std::size_t longest_text = 3'000;  // bytes of UTF-8
// What is sealed has one of these lengths: the shortest that it fits into.
inline constexpr std::array<std::size_t, 4> size_classes{512, 1'024, 2'048, 4'096};

// All but the seal and the stamp, as the key is bound to it; and all but the stamp, hashed: what is
// stamped, acknowledged and remembered.
[[nodiscard]] Bytes bound_part(const Letter& letter, const Hash& network);
[[nodiscard]] Hash id_of(const Letter& letter, const Hash& network);

// The inside.
struct Opened {
    PublicKey from;
    Time sent{};
    std::string text;
    crypto::Signature signature{};  // of the writer: see signed_part()
    friend bool operator==(const Opened&, const Opened&) = default;
};
// What the writer signs: who writes what to whom, when, for which card and with which fresh key. So
// the recipient can show it to others, but cannot pass it on as if it had been written to them.
[[nodiscard]] Bytes signed_part(const Letter& letter, const Opened& opened, const Hash& network);

// Seals a text for the owner of a card. `fresh`: from a cryptographic random source, and for this
// letter alone: the key that it leads to is used once, with the nonce 0. Not stamped yet.
struct Draft {
    std::string text;
    Time sent{};
    Time until{};  // at most longest_held after `sent`
};
[[nodiscard]] Result<Letter, MailError> seal(const Draft& draft, const Card& to,
                                             const crypto::SigningKey& from,
                                             const crypto::AgreementSecret& fresh,
                                             const Hash& network);
// Opens a letter with the secret half of the card that it names, and its public half (where that is
// not at hand it is computed, which takes as long as a third of the rest).
// BadSignature: whoever sealed it is not the one who stands in it as its writer.
[[nodiscard]] Result<Opened, MailError> open(const Letter& letter,
                                             const crypto::AgreementSecret& mine,
                                             const crypto::AgreementKey& of_card,
                                             const Hash& network);
[[nodiscard]] inline Result<Opened, MailError> open(const Letter& letter,
                                                    const crypto::AgreementSecret& mine,
                                                    const Hash& network) {
    return open(letter, mine, crypto::public_half(mine), network);
}

// What seal() and open() encrypt with: HKDF-SHA-256 of what the two keys agree on, without salt,
// and with bound_part() and the card's key as its info. Nothing: a key of small order.
[[nodiscard]] std::optional<crypto::AeadKey> letter_key(const crypto::AgreementSecret& mine,
                                                        const crypto::AgreementKey& theirs,
                                                        const crypto::AgreementKey& of_card,
                                                        const Letter& letter, const Hash& network);

// Its length in two bytes, the text, and zeros up to the class. TooLong: it fits into none.
[[nodiscard]] Result<crypto::SecretText, MailError> pad(std::string_view text);
// BadPadding: not what pad() makes of any text.
[[nodiscard]] Result<crypto::SecretText, MailError> unpad(std::string_view padded);

}  // namespace sbc::message
