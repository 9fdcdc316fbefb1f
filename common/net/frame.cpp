#include "net/frame.hpp"

#include <algorithm>
#include <cassert>
#include <limits>
#include <string>

namespace sbc::net {
namespace {

// More than this is given back once a frame is done, so that an idle connection holds little.
constexpr std::size_t kept_capacity = 1'024;

}  // namespace

void append_frame(Bytes& out, ByteView payload) {
    assert(!payload.empty() && payload.size() <= std::numeric_limits<std::uint32_t>::max());
    const Be32 header = store_be32(static_cast<std::uint32_t>(payload.size()));
    out.insert(out.end(), header.begin(), header.end());
    out.insert(out.end(), payload.begin(), payload.end());
}

std::optional<ByteView> FrameDecoder::finish_partial(ByteView& slice) {
    if (error_) slice = {};
    if (partial_.empty() || !take(slice, frame_header_size)) return std::nullopt;
    const std::size_t size = load_be32(ByteView{partial_}.first<frame_header_size>());
    if (!accepts(size)) {
        error_ = size == 0 ? FrameError::Empty : FrameError::TooLarge;
        refused_size_ = size;
        partial_ = {};
        slice = {};
        return std::nullopt;
    }
    if (!take(slice, frame_header_size + size)) return std::nullopt;
    return ByteView{partial_}.subspan(frame_header_size);
}

void FrameDecoder::keep_rest(ByteView slice) {
    if (slice.empty()) return;
    (void)take(slice, 1);
    (void)finish_partial(slice);  // no frame lies whole in it: this keeps it, or refuses it
}

// Moves bytes into the partial frame until it has that size; whether it has.
bool FrameDecoder::take(ByteView& slice, std::size_t until_size) {
    if (partial_.size() < until_size) {
        const ByteView part = slice.first(std::min(slice.size(), until_size - partial_.size()));
        partial_.insert(partial_.end(), part.begin(), part.end());
        slice = slice.subspan(part.size());
    }
    return partial_.size() >= until_size;
}

void FrameDecoder::forget_partial() {
    partial_.clear();
    if (partial_.capacity() > kept_capacity) partial_ = Bytes{};
}

tl::unexpected<Refusal<FrameError>> FrameDecoder::refusal() const {
    if (error_ == FrameError::Empty) {
        return refuse(FrameError::Empty, "a frame of zero bytes; a frame has at least one");
    }
    return refuse(FrameError::TooLarge, "a frame of " + std::to_string(refused_size_) +
                                            " bytes was announced; at most " +
                                            std::to_string(max_payload_) + " are accepted");
}

}  // namespace sbc::net
