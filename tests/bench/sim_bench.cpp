// How fast a network is simulated: messages per second of real time, beside what their JSON alone
// costs, and a thousand nodes joining.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

#include "../sim/p2p_kit.hpp"

namespace {

using namespace std::chrono_literals;
using town::P2p;
using town::Town;

const std::string words(200, 'x');

// Publishes what is typed, and keeps nothing.
class Herald : public sbc::p2p::Application {
public:
    explicit Herald(const std::string& /*author*/) {}
    [[nodiscard]] std::string name() const override { return "herald"; }
    sbc::p2p::Actions typed(const std::string& line, sbc::p2p::Moment) override {
        sbc::JsonWriter json;
        return {sbc::p2p::Publish{name(), json.text("author", "17").text("text", line).to_text()}};
    }
    sbc::p2p::Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source,
                                sbc::p2p::Moment) override {
        return {};
    }
};
struct Heralds : P2p {
    using App = Herald;
};

// A message that is relayed, as 50 cores in a random graph handle it: it is decoded at each of
// them, judged, and encoded once for all who have not sent it.
void relayed_messages(benchmark::State& state) {
    Town<Heralds> town{1, {}};
    town::settle_in(town, 50, 0);
    const auto before = town.network.traffic().delivered;
    for (auto _ : state) {
        town.network.type(town.dice.pick(town.cores), words);
        town.network.run_for(1s);
    }
    const auto delivered = town.network.traffic().delivered - before;
    state.SetItemsProcessed(static_cast<std::int64_t>(delivered));
}
BENCHMARK(relayed_messages)->Unit(benchmark::kMillisecond);

// The bare loop: what the JSON library alone costs for each delivered message. With six neighbours
// one copy in six is encoded.
void bare_json(benchmark::State& state) {
    const nlohmann::json message{
        {"application", "herald"},
        {"body", {{"author", "17"}, {"text", words}}},
        {"hops", 3},
        {"id", "0123456789abcdef"},
        {"type", "spread"},
    };
    const std::string text = message.dump();
    std::int64_t count = 0;
    for (auto _ : state) {
        const auto parsed = nlohmann::json::parse(text);
        benchmark::DoNotOptimize(parsed);
        if (++count % 6 == 0) benchmark::DoNotOptimize(parsed.dump());
    }
    state.SetItemsProcessed(count);
}
BENCHMARK(bare_json);

// Cores that know fewer others than they want.
std::size_t lonely(Town<P2p>& town) {
    std::size_t count = 0;
    for (const auto core : town.cores) {
        if (town.network.node<Town<P2p>::Core>(core).cores() < 4) ++count;
    }
    return count;
}

// A hundred cores and nine hundred edges, from nothing until everybody has found a place.
void joining(benchmark::State& state) {
    for (auto _ : state) {
        Town<P2p> town{1, {}};
        for (int core = 0; core < 100; ++core) town.add_core(town.some_cores(3), 4);
        while (town.network.hosts() < 1'000) town.add_edge(town.some_cores(3));
        const auto settled = [&] { return town::homeless(town) + lonely(town) == 0; };
        const auto ended = town.network.run_until(settled, {.time = 5min, .look = 1s});
        if (ended != sbc::sim::Ended::Satisfied) state.SkipWithError("somebody has found no core");
    }
}
BENCHMARK(joining)->Name("joining/1000")->Unit(benchmark::kSecond)->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
