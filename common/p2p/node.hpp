#pragma once

#include <chrono>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/console.hpp"
#include "base/time.hpp"
#include "net/address.hpp"
#include "net/link_id.hpp"
#include "p2p/carried.hpp"

namespace sbc::p2p {

using net::Direction;
using net::LinkId;

// What comes along with every event. Deadlines are compared with `now`; `wall` is for people and
// for what is written down, and may jump. `fresh` is a random number that nobody has seen before.
struct Moment {
    Instant now;
    std::chrono::sys_seconds wall;
    std::uint64_t fresh = 0;
};

// What a node wants done. It does nothing itself: it has no socket, no clock and no dice.
struct Dial {
    Address to;
};
struct Send {
    LinkId link;
    Message message;
};
struct Broadcast {  // the same to many: to be encoded once
    std::vector<LinkId> links;
    Message message;
};
struct Close {
    LinkId link;
    unsigned penalty = 0;  // points against the peer's address: it broke the protocol
};
constexpr unsigned broke_the_rules = 10;  // penalty points: no honest peer says such a thing
struct Tell {
    Tone tone;
    std::string text;
};
struct Quit {};
// An application's word to everybody in the network. Only applications ask for it; their node makes
// a Spread of it, and no driver ever sees it.
struct Publish {
    std::string application;
    std::string body;  // the canonical text of one JSON object, at most longest_spread
};
using Action = std::variant<Dial, Send, Broadcast, Close, Tell, Quit, Publish>;
using Actions = std::vector<Action>;
inline void append(Actions& all, Actions more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

// What a node answers to a line that none of its applications knows.
inline constexpr const char* unknown_command =
    "no command that anybody here knows; /who and /quit are always there";

// The actions that gather while a node handles one event.
class Outbox {
public:
    void add(Action action) { actions_.push_back(std::move(action)); }
    void send(LinkId link, Message message) { add(Send{link, std::move(message)}); }
    void send(std::vector<LinkId> links, Message message) {
        if (!links.empty()) add(Broadcast{std::move(links), std::move(message)});
    }
    void tell(Tone tone, std::string text) { add(Tell{tone, std::move(text)}); }
    [[nodiscard]] Actions take() { return std::exchange(actions_, {}); }
    [[nodiscard]] bool empty() const { return actions_.empty(); }

private:
    Actions actions_;
};

}  // namespace sbc::p2p
