// How a block spreads in a simulated network of full nodes: copies of its body, and its delay
// against the shortest way. Both follow from the seed; the machine's speed does not matter.
// SBC_BENCH_NODES says how many nodes there are, where 1,000 would take too long.
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "../full_nodes/spreading.hpp"

namespace {

using homes::Spread;
using homes::Village;
using sbc::Duration;

// A latency is drawn for each message anew, evenly between these two.
Spread spread(Duration least, Duration most) {
    const char* text = std::getenv("SBC_BENCH_NODES");
    const std::size_t nodes = text == nullptr ? 1'000 : std::strtoull(text, nullptr, 10);
    Village village{3, {.least_latency = least, .most_latency = most}};
    homes::settle(village, nodes);
    return homes::spread_blocks(village, 10, (least + most) / 2);
}

// Each link takes the same time: so a way is as long as it has links.
const Spread& equal() {
    static const Spread once = spread(Duration{50}, Duration{50});
    return once;
}
const Spread& unequal() {
    static const Spread once = spread(Duration{10}, Duration{100});
    return once;
}

void spread_of(benchmark::State& state, const Spread& (*measured)()) {
    for (auto _ : state) benchmark::DoNotOptimize(measured());
    state.counters["copies"] = measured().copies;
    state.counters["degree"] = measured().degree;
    state.counters["latencies"] = Spread::p99(measured().delays);
}
BENCHMARK_CAPTURE(spread_of, equal, equal)->Name("spread/equal")->Iterations(1);
BENCHMARK_CAPTURE(spread_of, unequal, unequal)->Name("spread/unequal")->Iterations(1);

// What no node could be quicker than, if nobody were asked for anything.
void shortest_way(benchmark::State& state, const Spread& (*measured)()) {
    for (auto _ : state) benchmark::DoNotOptimize(measured());
    state.counters["latencies"] = Spread::p99(measured().ways);
}
BENCHMARK_CAPTURE(shortest_way, equal, equal)->Name("way/equal")->Iterations(1);
BENCHMARK_CAPTURE(shortest_way, unequal, unequal)->Name("way/unequal")->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
