// Messages of 1 KiB that one edge of a real core says to its 49 others, beside bare writes of the
// same bytes to 49 sockets. Both count this process's processor time, the kernel's part included;
// for the core that is reading, decoding, judging, passing on and acknowledging.
#include <benchmark/benchmark.h>

#include <string>

#include "bare_hall.hpp"
#include "bench_core.hpp"
#include "processor_time.hpp"

namespace {

namespace p2p = sbc::p2p;

constexpr std::size_t peers = 50;
constexpr std::size_t others = peers - 1;

p2p::Message message(p2p::MessageId id) {
    return p2p::Spread{"bench", id, 0, R"({"text":")" + std::string(900, 'x') + R"("})"};
}

void count(benchmark::State& state) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}

// So many messages at once come from the first peer.
void relay_core(benchmark::State& state) {
    BenchCore core{peers};
    Crowd crowd;
    while (crowd.size() < peers && core.let_join(crowd)) continue;
    if (core.edges() != peers) return state.SkipWithError("not all edges joined");
    (void)crowd.drain();
    const auto at_once = static_cast<std::size_t>(state.range(0));
    const std::size_t wanted = at_once * (others * BenchCore::framed(message({})).size() +
                                          BenchCore::framed(p2p::LinkMessage{p2p::Ack{}}).size());
    std::uint64_t id = 0;
    for (auto _ : state) {
        sbc::Bytes said;
        for (std::size_t i = 0; i < at_once; ++i) {
            const sbc::Bytes one = BenchCore::framed(message(p2p::MessageId{++id}));
            said.insert(said.end(), one.begin(), one.end());
        }
        if (!crowd.say(0, said)) return state.SkipWithError("the first peer could not say all");
        const double began = processor_seconds();
        core.poll();
        state.SetIterationTime(processor_seconds() - began);
        if (crowd.drain() != wanted) return state.SkipWithError("not everybody got the message");
    }
    count(state);
}
BENCHMARK(relay_core)->Name("relay/core")->Arg(1)->Arg(32)->UseManualTime();

void relay_bare(benchmark::State& state) {
    BareHall hall{others};
    if (hall.sockets.size() != others) return state.SkipWithError("not all connections came about");
    const sbc::Bytes frame = BenchCore::framed(message({}));
    const auto at_once = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        const double began = processor_seconds();
        for (std::size_t i = 0; i < at_once; ++i) {
            if (!write_to_all(hall.sockets, frame)) state.SkipWithError("a socket was full");
        }
        state.SetIterationTime(processor_seconds() - began);
        (void)hall.crowd.drain();
    }
    count(state);
}
BENCHMARK(relay_bare)->Name("relay/bare")->Arg(1)->Arg(32)->UseManualTime();

}  // namespace

BENCHMARK_MAIN();
