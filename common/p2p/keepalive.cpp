#include "p2p/keepalive.hpp"

namespace sbc::p2p {

KeepaliveAction Keepalive::on_time(Instant now, Nonce fresh) {
    if (now < deadline()) return KeepaliveAction::Wait;
    if (ping_) return KeepaliveAction::DropPeer;
    ping_ = Outstanding{fresh, now};
    return KeepaliveAction::SendPing;
}

void Keepalive::on_pong(Nonce nonce, Instant now) {
    if (!ping_ || ping_->nonce != nonce) return;
    round_trip_ = now - ping_->sent;
    ping_.reset();
    last_heard_ = now;
}

}  // namespace sbc::p2p
