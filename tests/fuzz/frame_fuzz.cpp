// net::FrameDecoder beside a reference of ten lines: however the stream is sliced, the frames, the
// refusal and what is left half are the same.
#include "net/frame.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace {

using sbc::Bytes;
using sbc::ByteView;

struct Outcome {
    std::vector<Bytes> frames;
    bool refused = false;
    bool mid_frame = false;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

Bytes copy(ByteView view) { return {view.begin(), view.end()}; }

Outcome reference(ByteView stream, std::size_t max_payload) {
    Outcome outcome;
    while (stream.size() >= 4) {
        const std::size_t size = sbc::load_be32(stream.first<4>());
        outcome.refused = size == 0 || size > max_payload;
        if (outcome.refused) return outcome;
        if (stream.size() < 4 + size) break;
        outcome.frames.push_back(copy(stream.subspan(4, size)));
        stream = stream.subspan(4 + size);
    }
    outcome.mid_frame = !stream.empty();
    return outcome;
}

// The slices have these sizes, over and over; a zero is an empty slice.
Outcome decoded(ByteView stream, std::size_t max_payload, ByteView slice_sizes) {
    sbc::net::FrameDecoder decoder{max_payload};
    Outcome outcome;
    const auto keep = [&](ByteView payload) {
        if (outcome.refused) std::abort();  // no frame after a refusal
        outcome.frames.push_back(copy(payload));
    };
    for (std::size_t i = 0; !stream.empty(); ++i) {
        const std::size_t wanted =
            i < 4 * slice_sizes.size() ? slice_sizes[i % slice_sizes.size()] : stream.size();
        const ByteView slice = stream.first(std::min(wanted, stream.size()));
        const auto fed = decoder.feed(slice, keep);
        if (outcome.refused && fed) std::abort();  // a refusal stays
        outcome.refused = !fed;
        stream = stream.subspan(slice.size());
    }
    outcome.mid_frame = decoder.mid_frame();
    return outcome;
}

}  // namespace

// The cap, how many slice sizes, the slice sizes, the stream.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size < std::size_t{2} + data[1]) return 0;
    const std::size_t max_payload = data[0];
    const ByteView slice_sizes{data + 2, data[1]};
    const ByteView stream{data + 2 + data[1], size - 2 - data[1]};
    if (decoded(stream, max_payload, slice_sizes) != reference(stream, max_payload)) std::abort();
    return 0;
}
