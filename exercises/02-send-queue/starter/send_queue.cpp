#include "send_queue.hpp"

namespace exercise {

sbc::Result<void, SendError> SendQueue::push(sbc::ByteView message) {
    // Your turn. A refusal is made like this:
    //   return sbc::refuse(SendError::QueueFull, "the peer reads too slowly");
    append_frame(next_batch_, message);
    return {};
}

sbc::ByteView SendQueue::to_write() {
    // Your turn: the next batch becomes the batch under way as soon as that has been written. A
    // ByteView of only a part: sbc::ByteView{batch_}.subspan(where_it_begins).
    return batch_;
}

void SendQueue::wrote(std::size_t count) {
    // Your turn.
    (void)count;
}

std::size_t SendQueue::waiting() const {
    // Your turn.
    return 0;
}

}  // namespace exercise
