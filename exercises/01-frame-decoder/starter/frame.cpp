#include "frame.hpp"

namespace stage {

static constexpr std::size_t header_size = 4;

// Refuses the lengths that no frame may have; returns the others as they are.
static sbc::Result<std::size_t, FrameError> check(std::size_t length) {
    if (length == 0) return sbc::refuse(FrameError::Empty, "a frame of 0 bytes says nothing");
    if (length <= largest_payload) return length;
    return sbc::refuse(FrameError::TooLarge, "a frame of " + std::to_string(length) +
                                                 " bytes; at most " +
                                                 std::to_string(largest_payload) + " are allowed");
}

sbc::Result<sbc::Bytes, FrameError> encode_frame(sbc::ByteView payload) {
    auto length = check(payload.size());
    if (!length) return sbc::pass_on(length);
    const sbc::Be32 header = sbc::store_be32(static_cast<std::uint32_t>(*length));
    sbc::Bytes frame{header.begin(), header.end()};
    frame.insert(frame.end(), payload.begin(), payload.end());
    return frame;
}

void FrameDecoder::feed(sbc::ByteView slice) {
    // Your turn: keep these bytes (in buffer_, behind those that are there already).
    (void)slice;
}

sbc::Result<std::optional<sbc::Bytes>, FrameError> FrameDecoder::next() {
    // Your turn. Three things can come out:
    //   return std::nullopt;              the next frame is not whole yet
    //   return sbc::pass_on(length);      check() has refused the length
    //   return payload;                   the payload, after its bytes were taken out of buffer_
    return std::nullopt;
}

}  // namespace stage
