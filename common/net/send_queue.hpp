#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace sbc::net {

enum class SendError {
    Closed,     // the connection has ended or is ending
    QueueFull,  // the peer reads too slowly
    BadSize,    // an empty payload, or one larger than a frame may be
};

// Frames that wait to be written to one peer, within a bound of bytes (or one message, if that is
// more). Sans-IO: while one batch is being written, new frames gather in the next, so that many
// small messages cost one system call.
//
// The policy when full: push() refuses, and the connection drops the peer. Forgetting single
// messages would leave the peer silently wrong; one that reconnects asks again for what it missed.
class SendQueue {
public:
    SendQueue(std::size_t max_payload, std::size_t max_bytes)
        : max_payload_{max_payload}, max_bytes_{max_bytes} {}

    [[nodiscard]] Result<void, SendError> push(ByteView payload);

    // The bytes to write next: what is left of the batch, or a new batch; empty when nothing waits.
    // Stays valid until the next call to wrote() or to_write().
    [[nodiscard]] ByteView to_write();
    void wrote(std::size_t count);

    [[nodiscard]] bool empty() const { return waiting() == 0; }
    [[nodiscard]] std::size_t waiting() const {
        return next_batch_.size() + batch_.size() - written_;
    }

private:
    std::size_t max_payload_;
    std::size_t max_bytes_;
    Bytes next_batch_;
    Bytes batch_;              // being written; empty as soon as it has been
    std::size_t written_ = 0;  // of batch_
};

}  // namespace sbc::net
