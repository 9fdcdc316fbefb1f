#pragma once

#include <deque>
#include <set>

#include "application.hpp"
#include "p2p/backoff.hpp"
#include "p2p/keepalive.hpp"
#include "seen_cache.hpp"

namespace stage {

// #region settings
struct EdgeSettings {
    Hello hello;
    std::vector<Address> cores;  // to begin with; the core tells of more
    KeepaliveLimits keepalive;
    Duration hello_wait{5'000};
    std::size_t max_unacknowledged = 100;
};

// An edge: hangs on one core, carries what its applications publish there, and moves to another
// core when its own is lost.
class EdgeNode {
public:
    EdgeNode(EdgeSettings settings, const std::vector<Application*>& applications);
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
    std::set<Address> cores_;            // what cores tell adds to it, up to a limit
    std::deque<Address> hints_;          // a full core's advice: tried before the list
    bool hinted_ = false;                // this core was a hint: one that is full gives no more
    std::deque<Spread> unacknowledged_;  // sent again, until a core has acknowledged it
    SeenCache seen_{10'000, Duration{10 * 60'000}};
    // #endregion state

    // #region members
    void handle(const LinkMessage& message, Moment moment);
    void on_hello(const Hello& hello, Moment moment);
    void on_ack(MessageId id, Moment moment);
    void on_spread(const Spread& spread, Moment moment);
    void on_direct(const Direct& direct, Moment moment);
    void carry_out(const Actions& wishes, Moment moment);
    void publish(const Publish& publish, Moment moment);
    void lose_core(const std::string& why, Moment moment);
    [[nodiscard]] Address next_core();

    EdgeSettings settings_;
    Applications applications_;
    std::uint64_t published_ = 0;
    Outbox out_;
    // #endregion members
};

}  // namespace stage
