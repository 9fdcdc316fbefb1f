// Makes room for the new message by throwing away old ones.
#include "send_queue.hpp"

#include <utility>

namespace exercise {

sbc::Result<void, SendError> SendQueue::push(sbc::ByteView message) {
    const std::size_t needed = header_size + message.size();
    while (waiting() + needed > max_bytes_ && !next_batch_.empty()) {
        const std::uint32_t oldest = sbc::load_be32(sbc::ByteView{next_batch_}.first<4>());
        const auto end = static_cast<std::ptrdiff_t>(header_size + oldest);
        next_batch_.erase(next_batch_.begin(), next_batch_.begin() + end);
    }
    if (waiting() + needed > max_bytes_) {
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
