#include "send_queue.hpp"

#include <utility>

namespace exercise {

sbc::Result<void, SendError> SendQueue::push(sbc::ByteView message) {
    if (waiting() + header_size + message.size() > max_bytes_) {
        return sbc::refuse(SendError::QueueFull, "the peer reads too slowly");
    }
    append_frame(next_batch_, message);
    return {};
}

sbc::ByteView SendQueue::to_write() {
    if (written_ == batch_.size()) {
        batch_.clear();
        written_ = 0;
        std::swap(batch_, next_batch_);
    }
    return sbc::ByteView{batch_}.subspan(written_);
}

void SendQueue::wrote(std::size_t count) { written_ += count; }

std::size_t SendQueue::waiting() const { return batch_.size() - written_ + next_batch_.size(); }

}  // namespace exercise
