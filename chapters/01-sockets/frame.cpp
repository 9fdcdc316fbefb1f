#include "frame.hpp"

namespace stage {

// #region check
static constexpr std::size_t header_size = 4;

// One rule for both directions: we never send what we would refuse.
static sbc::Result<std::size_t, FrameError> check(std::size_t length) {
    if (length == 0) return sbc::refuse(FrameError::Empty, "a frame of 0 bytes says nothing");
    if (length <= largest_payload) return length;
    return sbc::refuse(FrameError::TooLarge, "a frame of " + std::to_string(length) +
                                                 " bytes; at most " +
                                                 std::to_string(largest_payload) + " are allowed");
}
// #endregion check

// #region encode
sbc::Result<sbc::Bytes, FrameError> encode_frame(sbc::ByteView payload) {
    auto length = check(payload.size());
    if (!length) return sbc::pass_on(length);
    const sbc::Be32 header = sbc::store_be32(static_cast<std::uint32_t>(*length));
    sbc::Bytes frame{header.begin(), header.end()};
    frame.insert(frame.end(), payload.begin(), payload.end());
    return frame;
}
// #endregion encode

// #region decode
void FrameDecoder::feed(sbc::ByteView slice) {
    buffer_.insert(buffer_.end(), slice.begin(), slice.end());
}

sbc::Result<std::optional<sbc::Bytes>, FrameError> FrameDecoder::next() {
    if (buffer_.size() < header_size) return std::nullopt;
    auto length = check(sbc::load_be32(sbc::ByteView{buffer_}.first<header_size>()));
    if (!length) return sbc::pass_on(length);
    if (buffer_.size() < header_size + *length) return std::nullopt;
    const auto end = buffer_.begin() + static_cast<std::ptrdiff_t>(header_size + *length);
    sbc::Bytes payload{buffer_.begin() + header_size, end};
    buffer_.erase(buffer_.begin(), end);
    return payload;
}
// #endregion decode

}  // namespace stage
