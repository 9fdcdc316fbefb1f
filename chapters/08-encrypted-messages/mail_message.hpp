#pragma once

#include <variant>

#include "letter.hpp"

namespace stage {

// #region mail-message
// What an edge and its core say to each other besides cards, letters and receipts, in the
// application "mail" (docs/protocol.md, section 25).
using Challenge = Hash;  // 32 bytes that nobody has seen before
// #region knock
struct Knock {  // I should like to have the letters for this address
    PublicKey address;
};
struct Ask {  // then sign this
    PublicKey address;
    Challenge challenge{};
};
struct Claim {  // here
    PublicKey address;
    Signature signature{};
};
struct Welcome {  // so many letters wait
    PublicKey address;
    std::uint64_t letters = 0;
};
// #endregion knock
struct Find {  // whose card is the newest?
    PublicKey address;
};
struct Nobody {  // there is none
    PublicKey address;
};
struct Held {  // this card or letter lies here now, and elsewhere
    Hash item;
};
struct Refused {  // this one does not
    Hash item;
    std::string why;
};
using MailMessage =
    std::variant<Card, Letter, Receipt, Knock, Ask, Claim, Welcome, Find, Nobody, Held, Refused>;
[[nodiscard]] std::string encode(const MailMessage& message);
[[nodiscard]] sbc::Result<MailMessage, MailError> decode(std::string_view body);
// In one word, for a Refused.
[[nodiscard]] std::string name_of(MailError why);
// #endregion mail-message

// #region claim
// What a claim signs.
[[nodiscard]] Bytes claim_part(const PublicKey& address, const Challenge& challenge,
                               const Hash& network);
// #endregion claim

}  // namespace stage
