#pragma once

#include <string>
#include <variant>
#include <vector>

#include "message/letter.hpp"
#include "message/receipt.hpp"

namespace sbc::message {

// What the applications "mail" (an edge and its core) and "post" (cores among each other) say.
// docs/protocol.md, section 25. Canonical JSON; bounds are part of the protocol.

// --- an edge and its core ---
struct Knock {  // I should like to have the letters for this address
    PublicKey address;
    friend bool operator==(const Knock&, const Knock&) = default;
};
struct Ask {  // then sign this
    PublicKey address;
    Challenge challenge{};
    friend bool operator==(const Ask&, const Ask&) = default;
};
struct Claim {  // here: claim_part(), signed by the address
    PublicKey address;
    crypto::Signature signature{};
    friend bool operator==(const Claim&, const Claim&) = default;
};
struct Welcome {  // so many letters are coming
    PublicKey address;
    std::uint64_t letters = 0;
    friend bool operator==(const Welcome&, const Welcome&) = default;
};
struct Find {  // whose card is the newest?
    PublicKey address;
    friend bool operator==(const Find&, const Find&) = default;
};
struct Nobody {  // no card of this address is known here
    PublicKey address;
    friend bool operator==(const Nobody&, const Nobody&) = default;
};
struct Held {  // this card or letter is here, and has been passed on
    Hash item;
    friend bool operator==(const Held&, const Held&) = default;
};
struct Refused {  // and this one is not
    Hash item;
    MailError why = MailError::Malformed;
    friend bool operator==(const Refused&, const Refused&) = default;
};
// --- cores among each other ---
enum class Shelf { Cards, Letters };
struct List {  // what lies on this shelf after this one? (cards by address, letters by id)
    Shelf shelf = Shelf::Cards;
    std::string after;  // empty: from the first on
    friend bool operator==(const List&, const List&) = default;
};
inline constexpr std::size_t most_listed = 32;
struct Lies {  // these; the addresses and sequences "sb1…/7" of cards, or ids of letters
    Shelf shelf = Shelf::Cards;
    std::vector<std::string> items;  // sorted, each once
    bool last = false;               // there is no more
    friend bool operator==(const Lies&, const Lies&) = default;
};
struct Want {  // of these show me cards or letters
    Shelf shelf = Shelf::Cards;
    std::vector<std::string> items;  // addresses, or ids; sorted, each once; 1 to most_listed
    friend bool operator==(const Want&, const Want&) = default;
};

using MailMessage = std::variant<Card, Letter, Receipt, Knock, Ask, Claim, Welcome, Find, Nobody,
                                 Held, Refused, List, Lies, Want>;
[[nodiscard]] std::string encode(const MailMessage& message);
[[nodiscard]] Result<MailMessage, MailError> decode(std::string_view body);

}  // namespace sbc::message
