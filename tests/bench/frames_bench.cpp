// How fast a stream is cut into frames, beside a memcpy of the same bytes.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>

#include "net/frame.hpp"

namespace {

constexpr std::size_t slice_size = 65'536;  // as much as a connection reads at once

// Some megabytes of frames, which the slices cut wherever they happen to end.
sbc::Bytes stream_of(std::size_t payload_size) {
    sbc::Bytes stream;
    const sbc::Bytes payload(payload_size, 'x');
    while (stream.size() < 4'000'000) sbc::net::append_frame(stream, payload);
    return stream;
}

template <class Take>
void for_each_slice(const sbc::Bytes& stream, Take take) {
    for (std::size_t at = 0; at < stream.size(); at += slice_size) {
        take(sbc::ByteView{stream}.subspan(at, std::min(slice_size, stream.size() - at)));
    }
}

void count(benchmark::State& state, std::size_t frames, std::size_t bytes) {
    const auto rounds = static_cast<std::int64_t>(state.iterations());
    state.SetItemsProcessed(rounds * static_cast<std::int64_t>(frames));
    state.counters["bytes"] = benchmark::Counter(
        static_cast<double>(rounds) * static_cast<double>(bytes), benchmark::Counter::kIsRate);
}

void decode_frames(benchmark::State& state) {
    const auto payload_size = static_cast<std::size_t>(state.range(0));
    const sbc::Bytes stream = stream_of(payload_size);
    std::size_t frames = 0;
    for (auto _ : state) {
        sbc::net::FrameDecoder decoder{payload_size};
        frames = 0;
        for_each_slice(stream, [&](sbc::ByteView slice) {
            const auto fed = decoder.feed(slice, [&](sbc::ByteView payload) {
                benchmark::DoNotOptimize(payload.data());
                ++frames;
            });
            if (!fed) state.SkipWithError("a frame was refused");
        });
    }
    count(state, frames, stream.size());
}
BENCHMARK(decode_frames)->Arg(64)->Arg(1'024);

void copy_bytes(benchmark::State& state) {
    const auto payload_size = static_cast<std::size_t>(state.range(0));
    const sbc::Bytes stream = stream_of(payload_size);
    sbc::Bytes copy(slice_size);
    for (auto _ : state) {
        for_each_slice(stream, [&](sbc::ByteView slice) {
            std::memcpy(copy.data(), slice.data(), slice.size());
            benchmark::ClobberMemory();
        });
    }
    count(state, stream.size() / (payload_size + sbc::net::frame_header_size), stream.size());
}
BENCHMARK(copy_bytes)->Arg(64)->Arg(1'024);

}  // namespace

BENCHMARK_MAIN();
