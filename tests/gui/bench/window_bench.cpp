// What a frame of the window costs our side: laying out, filtering, and filling the lists that the
// graphics processor draws. In milliseconds of this thread's processor time, as the fixed limit of
// bench.json is.
#include <benchmark/benchmark.h>

#include "gui/window/wallet_window.hpp"
#include "gui/words.hpp"
#include "sample_wallet.hpp"
#include "screen.hpp"

namespace {

using namespace sbc::gui;

void frame(benchmark::State& state, PanelName panel) {
    sample::Wallet wallet{{.lines = static_cast<std::size_t>(state.range(0))}};
    const auto view = wallet.view();
    WalletWindow window{{}, {}};
    window.go_to(panel);
    screen::Screen screen;
    screen.draw = [&](const FontSet& fonts) {
        benchmark::DoNotOptimize(window.draw({view, false}, fonts));
    };
    screen.frame(3);
    for (auto unused : state) {
        (void)unused;
        screen.frame_unread();
    }
}

void history(benchmark::State& state) { frame(state, PanelName::Entries); }
void overview(benchmark::State& state) { frame(state, PanelName::Overview); }

// A letter more in the search: all lines are looked through again.
void search(benchmark::State& state) {
    const auto lines = sample::history(static_cast<std::size_t>(state.range(0)));
    for (auto unused : state) {
        (void)unused;
        std::size_t found = 0;
        for (const auto& entry : *lines) {
            found += static_cast<std::size_t>(mentions(entry, "tanaka"));
        }
        benchmark::DoNotOptimize(found);
    }
}

BENCHMARK(history)->Arg(100)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(overview)->Arg(10'000)->Unit(benchmark::kMillisecond);
BENCHMARK(search)->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
