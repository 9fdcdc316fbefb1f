#include "net/send_queue.hpp"

#include <cassert>
#include <string>
#include <utility>

#include "net/frame.hpp"

namespace sbc::net {
namespace {

// An idle connection holds little: a batch that was larger gives its memory back when it has been
// written.
constexpr std::size_t kept_capacity = 1'024;
// A single message gets what it needs, for one of 1 KiB to each of 5,000 peers is already 5 MB. A
// batch grows by doubling. One that has grown beyond this is most often the answers to all frames
// of a read, 64 KiB: it gets that much at once, instead of being copied again and again.
constexpr std::size_t growing_capacity = 8'192;
constexpr std::size_t large_capacity = 98'304;

void make_room(Bytes& bytes, std::size_t size) {
    if (size > bytes.capacity() && bytes.capacity() > growing_capacity && size <= large_capacity) {
        bytes.reserve(large_capacity);
    }
}

void clear_and_give_back(Bytes& bytes) {
    bytes.clear();
    if (bytes.capacity() > kept_capacity) bytes = Bytes{};
}

}  // namespace

Result<void, SendError> SendQueue::push(ByteView payload) {
    if (payload.empty() || payload.size() > max_payload_) {
        return refuse(SendError::BadSize, "a message of " + std::to_string(payload.size()) +
                                              " bytes; 1 to " + std::to_string(max_payload_) +
                                              " can be sent");
    }
    if (!empty() && waiting() + frame_header_size + payload.size() > max_bytes_) {
        return refuse(
            SendError::QueueFull,
            std::to_string(waiting()) + " bytes are waiting already; the peer reads too slowly");
    }
    make_room(next_batch_, next_batch_.size() + frame_header_size + payload.size());
    append_frame(next_batch_, payload);
    return {};
}

ByteView SendQueue::to_write() {
    if (batch_.empty()) std::swap(batch_, next_batch_);
    return ByteView{batch_}.subspan(written_);
}

void SendQueue::wrote(std::size_t count) {
    assert(count <= batch_.size() - written_);
    written_ += count;
    if (written_ < batch_.size()) return;
    clear_and_give_back(batch_);
    written_ = 0;
}

}  // namespace sbc::net
