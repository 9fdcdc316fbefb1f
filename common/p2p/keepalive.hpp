#pragma once

#include <cstdint>
#include <optional>

#include "base/strong.hpp"
#include "base/time.hpp"

namespace sbc::p2p {

// Random, so that only who has received it can send it back.
using Nonce = Strong<struct PingNonceTag, std::uint64_t>;

struct KeepaliveLimits {
    Duration quiet{20'000};     // after so long without a message the peer is asked
    Duration pong_wait{5'000};  // so long it may take to answer
};
enum class KeepaliveAction { Wait, SendPing, DropPeer };

// When to ping a quiet peer, and when to drop it. Owns no socket and reads no clock: the caller
// passes time in and carries out the action that comes back. A peer that owes a pong is dropped for
// want of it, however much else it says. Graduated from lesson 02, with one addition: the round
// trip is measured.
class Keepalive {
public:
    Keepalive(KeepaliveLimits limits, Instant now) : limits_{limits}, last_heard_{now} {}

    // The driver arms one timer for this instant, then calls on_time().
    [[nodiscard]] Instant deadline() const {
        return ping_ ? ping_->sent + limits_.pong_wait : last_heard_ + limits_.quiet;
    }
    // On SendPing the caller sends a ping that carries `fresh`.
    [[nodiscard]] KeepaliveAction on_time(Instant now, Nonce fresh);
    void on_message(Instant now) { last_heard_ = now; }
    // A pong we did not ask for proves nothing, so it changes nothing.
    void on_pong(Nonce nonce, Instant now);

    // Of the last ping that was answered.
    [[nodiscard]] std::optional<Instant::duration> round_trip() const { return round_trip_; }

private:
    struct Outstanding {
        Nonce nonce;
        Instant sent;
    };
    KeepaliveLimits limits_;
    Instant last_heard_;
    std::optional<Outstanding> ping_;  // sent and not answered yet
    std::optional<Instant::duration> round_trip_;
};

}  // namespace sbc::p2p
