#pragma once

#include <cstdint>
#include <optional>

#include "base/strong.hpp"
#include "base/time.hpp"

namespace stage {

using sbc::Duration;
using sbc::Instant;
using Nonce = sbc::Strong<struct NonceTag, std::uint64_t>;

struct KeepaliveLimits {
    Duration quiet{20'000};     // after so long without a word the peer is asked
    Duration pong_wait{5'000};  // so long it may take to answer
};
enum class KeepaliveAction { Wait, SendPing, DropPeer };

// When to ping a quiet peer, and when to drop it. Owns no socket and reads no clock: the caller
// passes time in and carries out the action that comes back.
class Keepalive {
public:
    Keepalive(KeepaliveLimits limits, Instant now) : limits_{limits}, last_heard_{now} {}

    // When on_time() wants to be called next.
    [[nodiscard]] Instant deadline() const {
        // Your turn. This is right as long as no ping is out.
        return last_heard_ + limits_.quiet;
    }

    // What is to be done now? It may be called earlier than deadline(), and later too.
    // On SendPing the caller sends a ping that carries `fresh`.
    [[nodiscard]] KeepaliveAction on_time(Instant now, Nonce fresh) {
        // Your turn.
        (void)now;
        (void)fresh;
        return KeepaliveAction::Wait;
    }

    // Something came from the peer. (When it was a pong, on_pong() is called right after this.)
    void on_message(Instant now) {
        // Your turn.
        (void)now;
    }

    // A pong came. It counts only if it carries the nonce of the ping that is out.
    void on_pong(Nonce nonce) {
        // Your turn.
        (void)nonce;
    }

private:
    // Your turn: what else must it remember from one call to the next? (A std::optional holds a
    // value that may be absent.)
    KeepaliveLimits limits_;
    Instant last_heard_;
};

}  // namespace stage
