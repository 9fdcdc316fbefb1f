// Stage 01's frame decoder: cut into slices or not, the same bytes give the same frames.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "frame.hpp"

namespace {

struct Outcome {
    std::vector<sbc::Bytes> frames;
    bool refused = false;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

void feed(stage::FrameDecoder& decoder, sbc::ByteView slice, Outcome& outcome) {
    decoder.feed(slice);
    while (!outcome.refused) {
        auto frame = decoder.next();
        outcome.refused = !frame;
        if (!frame || !*frame) return;
        outcome.frames.push_back(std::move(**frame));
    }
}

}  // namespace

// The first byte is the size of the slices.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t slice_size = data[0] + 1u;
    const sbc::ByteView stream{data + 1, size - 1};

    stage::FrameDecoder whole;
    Outcome at_once;
    feed(whole, stream, at_once);

    stage::FrameDecoder pieces;
    Outcome sliced;
    for (sbc::ByteView rest = stream; !rest.empty();) {
        const std::size_t count = std::min(slice_size, rest.size());
        feed(pieces, rest.first(count), sliced);
        rest = rest.subspan(count);
    }
    if (at_once != sliced) std::abort();
    return 0;
}
