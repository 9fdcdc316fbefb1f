#pragma once

#include <deque>
#include <map>
#include <string>

#include "base/time.hpp"
#include "chain/header.hpp"
#include "classroom/class_message.hpp"

namespace sbc::classroom {

struct RollLimits {
    std::size_t most = 300;            // who is present
    Duration silence{20'000};          // so long after his last word somebody is gone
    std::size_t most_headers = 5'000;  // of blocks that others have told of
};

// Who is present, as each says of himself, and the headers of their blocks: nothing of it is
// proven but the work in the headers, and everything is bounded. No clock. One thread.
class Roll {
public:
    // Targets that are easier than the network's count for nothing.
    explicit Roll(chain::Bits easiest, RollLimits limits = {})
        : easiest_{easiest}, limits_{limits} {}

    enum class From { Neighbour, Hearsay };
    struct Present {
        Presence last;
        Instant heard{};
        From from = From::Hearsay;
        chain::Hash tip;  // of the last header
    };
    // Takes the place of what the same name has said before. When there are too many, those of whom
    // we only hear make room for neighbours, the most silent one first; others have to wait until
    // somebody is gone.
    void note(const Presence& presence, Instant now, From from = From::Hearsay);
    // Lets those go who have been silent.
    void on_time(Instant now);
    [[nodiscard]] Instant deadline() const;

    // By name.
    [[nodiscard]] const std::map<std::string, Present>& all() const { return present_; }
    // Of whatever history; nullptr: nobody has told of it, or it is long ago.
    [[nodiscard]] const chain::Header* header(const chain::Hash& hash) const;
    // Another one, when who is present, or what they say, has changed.
    [[nodiscard]] std::uint64_t version() const { return version_; }

private:
    [[nodiscard]] bool has_room_for(const std::string& name, From from);
    void note(const chain::Header& header);
    [[nodiscard]] Instant gone_at(const Present& one) const { return one.heard + limits_.silence; }

    chain::Bits easiest_;
    RollLimits limits_;
    std::map<std::string, Present> present_;
    std::map<chain::Hash, chain::Header> headers_;
    std::deque<chain::Hash> order_;  // of the headers, the oldest first
    std::uint64_t version_ = 0;
};

}  // namespace sbc::classroom
