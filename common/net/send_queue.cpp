#include "net/send_queue.hpp"

#include <cassert>
#include <string>
#include <utility>

#include "net/frame.hpp"

namespace sbc::net {
namespace {

constexpr std::size_t kept_capacity = 4'096;

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
    append_frame(next_batch_, payload);
    return {};
}

ByteView SendQueue::to_write() {
    if (written_ == batch_.size()) {
        clear_and_give_back(batch_);
        written_ = 0;
        std::swap(batch_, next_batch_);
    }
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
