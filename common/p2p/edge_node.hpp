#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "p2p/application_host.hpp"
#include "p2p/backoff.hpp"
#include "p2p/core_choice.hpp"
#include "p2p/keepalive.hpp"
#include "p2p/node.hpp"
#include "p2p/seen_cache.hpp"

namespace sbc::p2p {

struct EdgeSettings {
    Hello hello{};                 // the applications are filled in
    std::vector<Address> cores{};  // to begin with, one at least; the cores tell of more
    KeepaliveLimits keepalive{};
    Duration hello_wait{5'000};
    std::size_t max_unacknowledged = 100;  // messages that wait for a core
    Duration resend{5'000};                // so long the core may take to acknowledge
    std::size_t max_under_way = 131'072;   // bytes that are sent and wait to be acknowledged
    std::size_t max_cores = 64;            // that it remembers, beside those it began with
};

// An edge: hangs on one core, carries what its applications publish there, and moves to another
// core when its own is lost. A message of ours is kept and sent again until a core has acknowledged
// it; a message of others comes once, however many cores deliver it. Like CoreNode it only decides.
// One thread.
//
// Graduated from lesson 03; hardened: it sends again also when a core that lives does not
// acknowledge, and no more at a time than a connection takes; and neither what cores tell nor what
// they advise keeps it from the cores that it was given.
class EdgeNode {
public:
    EdgeNode(EdgeSettings settings, const std::vector<Application*>& applications);

    [[nodiscard]] Actions opened(LinkId link, const Address& address, Direction direction,
                                 Moment moment);
    [[nodiscard]] Actions dial_failed(const Address& to, const std::string& why, Moment moment);
    [[nodiscard]] Actions received(LinkId link, ByteView payload, Moment moment);
    [[nodiscard]] Actions closed(LinkId link, const std::string& why, Moment moment);
    // A line from the keyboard: /who, /quit, or a command of an application.
    [[nodiscard]] Actions typed(const std::string& line, Moment moment);
    [[nodiscard]] Actions on_time(Moment moment);
    [[nodiscard]] Actions leave();
    // When on_time() wants to be called next; it may come earlier.
    [[nodiscard]] Instant deadline() const;

    // The core that has welcomed us, if one has.
    [[nodiscard]] std::optional<Address> connected_to() const;
    // Those that it may dial, and some more: what another edge of ours was told, say (EdgePair).
    [[nodiscard]] std::vector<Address> known_cores() const { return cores_.all(); }
    void hear_of(const std::vector<Address>& cores) { cores_.told(cores); }
    [[nodiscard]] std::size_t unacknowledged() const { return unacknowledged_.size(); }

private:
    struct Core {
        LinkId link;
        Address address;
        Instant hello_by;
        Keepalive keepalive;
        std::optional<Hello> hello{};  // once it has welcomed us
    };
    struct Waiting {
        Spread spread;
        bool sent = false;  // to this core
    };
    void handle(const LinkMessage& message);
    void on_hello(const Hello& hello);
    void on_spread(const Spread& spread);
    void on_ack(MessageId id);
    void check_core();
    void carry_out(Actions wishes);
    void publish(const Publish& publish);
    void send_all_again();
    void send_waiting();
    void quit();
    void lose_core(const std::string& why);
    void show_who();

    EdgeSettings settings_;
    ApplicationHost applications_;
    std::optional<Core> core_;  // the one it hangs on, or is about to
    bool dialing_ = false;
    Instant next_dial_{};
    Backoff backoff_;
    CoreChoice cores_;
    std::deque<Waiting> unacknowledged_;  // bounded by max_unacknowledged
    Instant resend_at_ = never;           // never: nothing waits for an acknowledgement
    SeenCache seen_;
    std::uint64_t published_ = 0;
    Moment moment_{};  // of the event that is being handled
    Outbox out_;
};

}  // namespace sbc::p2p
