#pragma once

#include <deque>
#include <optional>

#include "backoff.hpp"
#include "keepalive.hpp"
#include "node.hpp"
#include "peer_list.hpp"

namespace stage {

// #region settings
struct EdgeSettings {
    Hello hello;
    std::string name;            // of the person at the keyboard, as they say
    std::vector<Address> cores;  // to begin with; the core tells of more
    KeepaliveLimits keepalive;
    Duration hello_wait{5'000};
    std::size_t max_unacknowledged = 100;
};

// An edge: hangs on one core, sends what is typed, shows what arrives, and moves to another core
// when its own is lost.
class EdgeNode {
public:
    explicit EdgeNode(EdgeSettings settings);
    Actions opened(LinkId link, const Address& address, Direction direction, Moment moment);
    Actions dial_failed(const Address& to, const std::string& why, Moment moment);
    Actions received(LinkId link, sbc::ByteView payload, Moment moment);
    Actions closed(LinkId link, const std::string& why, Moment moment);
    Actions typed(const std::string& line, Moment moment);
    Actions on_time(Moment moment);
    Actions leave();
    [[nodiscard]] Instant deadline() const;
    // #endregion settings

    // #region state
private:
    struct Core {
        LinkId link;
        Address address;
        Instant hello_by;
        Keepalive keepalive;
        bool welcome = false;  // its hello has come
    };
    std::optional<Core> core_;  // the one it hangs on, or is about to
    bool dialing_ = false;
    Instant next_dial_{};
    Backoff backoff_;
    Address last_tried_;
    PeerList cores_;
    std::deque<Address> hints_;        // a full core's advice: tried before the list
    bool hinted_ = false;              // this core was a hint: one that is full gives no more
    std::deque<Line> unacknowledged_;  // sent again to the next core, until one has acknowledged
    // #endregion state

    // #region members
    void handle(LinkId link, const Message& message, Moment moment);
    void on_hello(const Hello& hello, Moment moment);
    void on_ack(LineId id);
    void say(const std::string& text, LineId id);
    void lose_core(const std::string& why, Moment moment);
    [[nodiscard]] Address next_core();

    EdgeSettings settings_;
    Outbox out_;
    // #endregion members
};

}  // namespace stage
