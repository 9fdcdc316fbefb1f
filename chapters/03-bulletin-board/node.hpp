#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/console.hpp"
#include "base/time.hpp"
#include "net/link_id.hpp"
#include "p2p/carried.hpp"

namespace stage {

// #region moment
using namespace sbc::p2p;  // what chapter 02 built, hardened

using sbc::Duration;
using sbc::Instant;
using sbc::net::Direction;
using sbc::net::LinkId;  // one connection, from its beginning to its end

// What comes along with every event: the time, what a clock on the wall shows, and a random number
// nobody has seen before.
struct Moment {
    Instant now;
    std::chrono::sys_seconds wall;
    std::uint64_t fresh = 0;
};
// #endregion moment

// #region actions
// What a node wants done. It does nothing itself: it has no socket, no clock and no dice.
struct Dial {
    Address to;
};
struct Send {
    LinkId link;
    Message message;
};
struct Close {
    LinkId link;
    unsigned penalty = 0;  // points against the peer's address: it broke the protocol
};
struct Tell {
    sbc::Tone tone;
    std::string text;
};
struct Quit {};
struct Publish {  // an application's word to everybody in the network
    std::string application;
    std::string body;
};
using Action = std::variant<Dial, Send, Close, Tell, Quit, Publish>;
using Actions = std::vector<Action>;
// #endregion actions

// #region outbox
// The actions that gather while a node handles one event.
class Outbox {
public:
    void add(Action action) { actions_.push_back(std::move(action)); }
    void send(LinkId link, Message message) { add(Send{link, std::move(message)}); }
    void tell(sbc::Tone tone, std::string text) { add(Tell{tone, std::move(text)}); }
    Actions take() { return std::exchange(actions_, {}); }

private:
    Actions actions_;
};
// #endregion outbox

}  // namespace stage
