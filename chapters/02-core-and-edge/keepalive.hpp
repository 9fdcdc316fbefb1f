#pragma once

#include <cstdint>
#include <optional>

#include "base/strong.hpp"
#include "base/time.hpp"

namespace stage {

// #region limits
using sbc::Duration;
using sbc::Instant;
using Nonce = sbc::Strong<struct NonceTag, std::uint64_t>;

struct KeepaliveLimits {
    Duration quiet{20'000};     // after so long without a word the peer is asked
    Duration pong_wait{5'000};  // so long it may take to answer
};
enum class KeepaliveAction { Wait, SendPing, DropPeer };
// #endregion limits

// #region keepalive
// When to ping a quiet peer, and when to drop it. Owns no socket and reads no clock: the caller
// passes time in and carries out the action that comes back.
class Keepalive {
public:
    Keepalive(KeepaliveLimits limits, Instant now) : limits_{limits}, last_heard_{now} {}

    // When on_time() wants to be called next.
    [[nodiscard]] Instant deadline() const {
        return ping_ ? ping_->sent + limits_.pong_wait : last_heard_ + limits_.quiet;
    }
    // On SendPing the caller sends a ping that carries `fresh`.
    [[nodiscard]] KeepaliveAction on_time(Instant now, Nonce fresh) {
        if (now < deadline()) return KeepaliveAction::Wait;
        if (ping_) return KeepaliveAction::DropPeer;
        ping_ = Outstanding{fresh, now};
        return KeepaliveAction::SendPing;
    }
    void on_message(Instant now) { last_heard_ = now; }
    // A pong we did not ask for proves nothing, so it changes nothing.
    void on_pong(Nonce nonce) {
        if (ping_ && ping_->nonce == nonce) ping_.reset();
    }
    // #endregion keepalive

    // #region memory
private:
    struct Outstanding {
        Nonce nonce;
        Instant sent;
    };
    KeepaliveLimits limits_;
    Instant last_heard_;
    std::optional<Outstanding> ping_;  // sent and not answered yet
    // #endregion memory
};

}  // namespace stage
