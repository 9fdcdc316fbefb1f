#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/coins.hpp"
#include "ledger/transaction.hpp"

namespace sbc::ranking {

using crypto::PublicKey;

// What a transaction says about an address.
struct Mention {
    enum class Kind {
        Received,  // somebody else gave it points; `text` says why, if he has written a memo
        Mined,     // it has points for a block
        Named,     // its owner calls himself `text`; empty: nothing, from now on
    };
    Kind kind = Kind::Received;
    PublicKey who;
    std::uint64_t points = 0;  // Named: none
    std::string text;
    friend bool operator==(const Mention&, const Mention&) = default;
};

inline constexpr std::string_view name_app = "name";  // of the note by which somebody names himself

// The rule of the ranking (docs/protocol.md, section 24). An output counts as received unless one
// of the inputs is of the same address: change does not count, nor does a payment to oneself. What
// is mined counts by itself. A name is believed of the owner of all inputs, and of nobody else.
//
// `spends`: the coins that the inputs spend, in their order; of a coinbase none.
[[nodiscard]] std::vector<Mention> mentions_of(const ledger::Transaction& transaction,
                                               std::span<const ledger::Coin> spends);

}  // namespace sbc::ranking
