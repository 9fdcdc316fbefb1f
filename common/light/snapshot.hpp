#pragma once

#include <memory>
#include <string>
#include <vector>

#include "light/engravings.hpp"
#include "light/letters.hpp"
#include "light/watched_pair.hpp"
#include "node/light_wallet.hpp"

namespace sbc::light {

using chain::Height;

// A core, as its wallet sees it.
struct CoreLine {
    enum class State { Trying, Away, Answers };
    std::string address;
    State state = State::Trying;
    Height tip{};       // of its newest block, if it has told of one
    bool done = false;  // all that it has to say now is known
    std::string about;
    friend bool operator==(const CoreLine&, const CoreLine&) = default;
};

// A line of the history.
struct Line {
    wallet::Entry entry;
    bool untaken = false;  // one's own payment, which no core has said that it has
    friend bool operator==(const Line&, const Line&) = default;
};

// All that a light wallet has to show at one moment, as values that never change again: what its
// thread hands to others.
struct Snapshot {
    enum class Stage { Away, Connecting, Following, UpToDate };
    Stage stage = Stage::Connecting;
    Height headers{};  // that are here,
    Height told{};     // and up to where there are some, as the cores say
    Height read{};     // the height of the wallet: so far it knows what concerns its keys
    std::vector<CoreLine> cores;
    std::vector<std::string> worries;        // sentences, the worst first
    std::vector<node::LightNotice> notices;  // the last hundred, the oldest first
    wallet::Balance balance;
    std::vector<wallet::Wallet::Address> addresses;
    std::shared_ptr<const std::vector<Line>> history;  // the newest first; never nullptr
    std::shared_ptr<const gui::MailView> mail;         // never nullptr; names are for the desk
    std::vector<LettersNotice> of_letters;             // the last hundred, the oldest first
    std::shared_ptr<const gui::Timeline> engravings;   // without names; nullptr: none shown yet
    bool nobody_engraves = false;                      // no core that is there carries any
    std::uint64_t engraved_version = 0;                // of the timeline that they were made of
    bool older_engravings = false;
};
// Whether they would look the same.
[[nodiscard]] bool same(const Snapshot& one, const Snapshot& other);

// What lives on the wallet's thread.
struct Residents {
    node::LightWallet& wallet;
    Letters& letters;
    Engravings& engravings;
};
// `before` is the one that was handed out last: where the history is the same, it is shared, and so
// are letters and engravings.
[[nodiscard]] Snapshot snapshot_of(const Residents& here, const WatchedPair& cores,
                                   const chain::Network& network, const Snapshot* before);

}  // namespace sbc::light
