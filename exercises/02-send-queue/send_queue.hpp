#pragma once

#include <cstddef>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace exercise {

constexpr std::size_t header_size = 4;

// Appends one frame to `out`: the four bytes of the length, then the message itself.
inline void append_frame(sbc::Bytes& out, sbc::ByteView message) {
    const sbc::Be32 header = sbc::store_be32(static_cast<std::uint32_t>(message.size()));
    out.insert(out.end(), header.begin(), header.end());
    out.insert(out.end(), message.begin(), message.end());
}

enum class SendError { QueueFull };

// Frames that wait to be written to one peer: never more than max_bytes, headers included. Whoever
// owns it begins a write of to_write(), and calls wrote() when the system has taken some of it.
class SendQueue {
public:
    explicit SendQueue(std::size_t max_bytes) : max_bytes_{max_bytes} {}

    // Puts a message behind the others. When its frame does not fit any more, it is refused, and
    // the queue stays as it was.
    [[nodiscard]] sbc::Result<void, SendError> push(sbc::ByteView message);

    // The bytes to write next: what is left of the batch under way or, when that has been written,
    // everything that has gathered since. Empty when nothing waits. The bytes stay where they are
    // until wrote() is called: a write from there is under way.
    [[nodiscard]] sbc::ByteView to_write();

    // The first `count` bytes of to_write() have been taken, perhaps not all of them.
    void wrote(std::size_t count);

    // How many bytes have been taken in and not been written yet.
    [[nodiscard]] std::size_t waiting() const;

private:
    std::size_t max_bytes_;
    sbc::Bytes batch_;         // under way: a write from these bytes may be going on
    std::size_t written_ = 0;  // so many of them have been written
    sbc::Bytes next_batch_;    // gathers meanwhile
};

}  // namespace exercise
