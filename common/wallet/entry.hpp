#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>

#include "ledger/coins.hpp"

namespace sbc::wallet {

using chain::Height;
using crypto::PublicKey;
using ledger::Amount;
using ledger::CheckedTransaction;
using ledger::Coin;
using ledger::Hash;
using ledger::Note;

enum class Kind { Received, Sent, Mined, ToMyself };
enum class State {
    Waiting,    // for a block
    Confirmed,  // it is in one; how deep, follows from the height of the newest
    Refused     // it will not happen, and `reason` says why
};

// A line of somebody's history: a transaction, as it looks from there.
struct Entry {
    Hash id;
    Kind kind = Kind::Received;
    State state = State::Waiting;
    // The block that it is in, or that stood in its way; 0 while it waits.
    Height height{};
    // What came or went, without one's own fee. To oneself: what the first output brings.
    Amount amount;
    // What it cost oneself; 0 where others pay it.
    Amount fee;
    // Who paid, or was paid: one's own address where there is nobody else, the first where there
    // are several. Nothing where it is not known.
    std::optional<PublicKey> counterpart;
    std::optional<Note> note;
    std::string reason;
    bool returned = false;  // it was in a block once that is no part of the history any more
    friend bool operator==(const Entry&, const Entry&) = default;
};

// One's own keys.
using PublicKeys = std::set<PublicKey>;

// How a transaction looks to these keys, while it waits; nothing, if it does not concern them.
// `spent` are the coins of its inputs, in their order. Of somebody else's coin nothing need be
// known, as by one who reads headers only: then it is a Coin{}.
[[nodiscard]] std::optional<Entry> entry_for(const CheckedTransaction& transaction,
                                             std::span<const Coin> spent, const PublicKeys& keys);

}  // namespace sbc::wallet
