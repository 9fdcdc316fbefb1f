// Keeps everything in one buffer, which may move while it is being written.
#include "send_queue.hpp"

namespace exercise {

sbc::Result<void, SendError> SendQueue::push(sbc::ByteView message) {
    if (waiting() + header_size + message.size() > max_bytes_) {
        return sbc::refuse(SendError::QueueFull, "the peer reads too slowly");
    }
    append_frame(batch_, message);
    return {};
}

sbc::ByteView SendQueue::to_write() { return sbc::ByteView{batch_}.subspan(written_); }

void SendQueue::wrote(std::size_t count) {
    written_ += count;
    if (written_ < batch_.size()) return;
    batch_.clear();
    written_ = 0;
}

std::size_t SendQueue::waiting() const { return batch_.size() - written_; }

}  // namespace exercise
