#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace sbc::net {

// A frame is a 4-byte big-endian length, then that many bytes of payload (lesson 01,
// docs/protocol.md).
inline constexpr std::size_t frame_header_size = 4;

enum class FrameError {
    Empty,     // a frame of no bytes says nothing, but costs work
    TooLarge,  // longer than the decoder's cap; nothing was allocated for it
};

// Appends one frame to `out`. The payload has 1 to 2^32 - 1 bytes.
void append_frame(Bytes& out, ByteView payload);

// Cuts a stream of bytes into frames, however the network sliced it. Sans-IO: slices in, frames
// out. Graduated from lesson 01; hardened: a frame that lies whole in one slice is not copied,
// memory follows the bytes that came (never the length that was announced), and is given back after
// a large frame.
class FrameDecoder {
public:
    explicit FrameDecoder(std::size_t max_payload) : max_payload_{max_payload} {}

    // Calls on_frame(ByteView payload) for each frame that this slice completes, in order. The view
    // lives only for that call. After a refusal the stream cannot be resynchronised: every later
    // call is refused with the same reason.
    template <class OnFrame>
    [[nodiscard]] Result<void, FrameError> feed(ByteView slice, OnFrame&& on_frame) {
        if (const std::optional<ByteView> payload = finish_partial(slice)) {
            on_frame(*payload);
            forget_partial();
        }
        while (const std::optional<ByteView> payload = take_whole(slice)) on_frame(*payload);
        keep_rest(slice);
        if (error_) return refusal();
        return {};
    }

    // Whether a frame has begun and not ended: its sender owes us the rest.
    [[nodiscard]] bool mid_frame() const { return !partial_.empty(); }

private:
    // The payload of the frame that earlier slices began, when this one completes it. Then, or when
    // none had begun, the slice goes on with a new frame; otherwise it is used up.
    [[nodiscard]] std::optional<ByteView> finish_partial(ByteView& slice);
    // A frame that lies whole at the beginning of the slice.
    [[nodiscard]] std::optional<ByteView> take_whole(ByteView& slice) const {
        if (slice.size() < frame_header_size) return std::nullopt;
        const std::size_t size = load_be32(slice.first<frame_header_size>());
        if (!accepts(size) || slice.size() - frame_header_size < size) return std::nullopt;
        // Each length is found only through the one before it, so that small frames would wait for
        // the memory at each: asking for it ahead doubles the speed.
        __builtin_prefetch(slice.data() + std::min(slice.size(), prefetch_distance));
        const ByteView payload = slice.subspan(frame_header_size, size);
        slice = slice.subspan(frame_header_size + size);
        return payload;
    }
    // What is left of the slice begins a frame, or shows that it is none.
    void keep_rest(ByteView slice);
    [[nodiscard]] bool take(ByteView& slice, std::size_t until_size);
    [[nodiscard]] bool accepts(std::size_t size) const { return size != 0 && size <= max_payload_; }
    void forget_partial();
    static constexpr std::size_t prefetch_distance = 768;
    [[nodiscard]] tl::unexpected<Refusal<FrameError>> refusal() const;

    std::size_t max_payload_;
    Bytes partial_;  // header and payload of the frame that has begun
    std::size_t refused_size_ = 0;
    std::optional<FrameError> error_;
};

}  // namespace sbc::net
