// What a frame of the explorer's window costs our side, with a network and a history as large as it
// shows. In milliseconds of this thread's processor time, as the fixed limits of bench.json are.
#include <benchmark/benchmark.h>

#include "gui/explorer/explorer_window.hpp"
#include "sample_explorer.hpp"
#include "screen.hpp"

namespace {

using namespace sbc::gui;

void frame(benchmark::State& state, ExplorerPage page, bool altered = false) {
    sample::Explorer network{{1'000, most_blocks_shown}};
    if (altered) {
        network.perform(LookAtBlock{9'000});
        network.perform(ChangeByte{0, 40, 7});
    }
    const auto view = network.view();
    ExplorerWindow window{{}, {}};
    window.go_to(page);
    screen::Screen screen;
    screen.draw = [&](const FontSet& fonts) {
        benchmark::DoNotOptimize(window.draw(*view, fonts));
    };
    screen.frame(3);
    for (auto unused : state) {
        (void)unused;
        screen.frame_unread();
    }
}

void overview(benchmark::State& state) { frame(state, ExplorerPage::Overview); }
void blocks(benchmark::State& state) { frame(state, ExplorerPage::Blocks); }
void curves(benchmark::State& state) { frame(state, ExplorerPage::Curves); }
void ranking(benchmark::State& state) { frame(state, ExplorerPage::Ranking); }
void engraved(benchmark::State& state) { frame(state, ExplorerPage::Engraved); }
void alter(benchmark::State& state) { frame(state, ExplorerPage::Alter, true); }

BENCHMARK(overview)->Unit(benchmark::kMillisecond);
BENCHMARK(blocks)->Unit(benchmark::kMillisecond);
BENCHMARK(curves)->Unit(benchmark::kMillisecond);
BENCHMARK(ranking)->Unit(benchmark::kMillisecond);
BENCHMARK(engraved)->Unit(benchmark::kMillisecond);
BENCHMARK(alter)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
