// How fast nonces are tried: by the loop of the miner and by its threads, beside a bare loop over
// the library's compression and beside a plain loop in Python; and how fast the miner stops.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

#include "bare_mining.hpp"
#include "miner/miner.hpp"
#include "miner/search.hpp"

namespace {

namespace chain = sbc::chain;
namespace miner = sbc::miner;
using Clock = std::chrono::steady_clock;

chain::Header header(chain::Bits bits) {
    chain::Header header;
    header.time = std::chrono::sys_seconds{std::chrono::seconds{1'231'006'505}};
    header.bits = bits;
    return header;
}
constexpr chain::Bits endless{0x0300'0001};
constexpr chain::Bits some_work{0x1e00'ffff};  // for this header 5,296,939 hashes

constexpr std::uint32_t batch = 1'000'000;

void search(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(miner::search(header(endless), batch));
    state.SetItemsProcessed(state.iterations() * batch);
}
BENCHMARK(search)->Unit(benchmark::kMillisecond);

void bare(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(bare_mining(batch));
    state.SetItemsProcessed(state.iterations() * batch);
}
BENCHMARK(bare)->Unit(benchmark::kMillisecond);

// --- threads -------------------------------------------------------------------------------------

// The same job again and again, from handing it out until its solution is reported.
void mine(benchmark::State& state) {
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<miner::Job> solved;
    const auto threads = static_cast<unsigned>(state.range(0));
    const auto put = [&](const miner::Job& job) {
        const std::scoped_lock lock{mutex};
        solved = job;
        changed.notify_one();
    };
    miner::Miner miner{threads, put, threads};
    std::int64_t hashes = 0;
    for (auto _ : state) {
        miner.work_on({{}, header(some_work), {}});
        std::unique_lock lock{mutex};
        changed.wait(lock, [&] { return solved.has_value(); });
        hashes += std::int64_t{solved->header.nonce.value()} + 1;
        solved.reset();
    }
    state.SetItemsProcessed(hashes);
}
BENCHMARK(mine)->Arg(1)->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);
BENCHMARK(mine)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

// --- stopping ------------------------------------------------------------------------------------

// From the wish until the last thread has left what it was on, and has ended.
double stop_seconds() {
    std::optional<miner::Miner> miner{std::in_place, 2, [](const miner::Job&) {}, 2};
    miner->work_on({{}, header(endless), {}});
    while (miner->hashes() < 10'000) std::this_thread::yield();
    const auto began = Clock::now();
    miner.reset();
    return std::chrono::duration<double>(Clock::now() - began).count();
}

void stop(benchmark::State& state) {
    std::vector<double> seconds;
    for (auto _ : state) {
        seconds.push_back(stop_seconds());
        state.SetIterationTime(seconds.back());
    }
    std::sort(seconds.begin(), seconds.end());
    state.counters["p99"] = seconds[seconds.size() * 99 / 100];
    state.counters["slowest"] = seconds.back();
}
BENCHMARK(stop)->Iterations(1'000)->UseManualTime()->Unit(benchmark::kMillisecond);

// --- what one begins with ------------------------------------------------------------------------

// A block as a text, a number after it, and the hash of both, until it begins with enough zeros.
// The script says how long it took, by its own processor time.
constexpr const char* python_loop = R"(python3 -c '
import hashlib, json, time
block = json.dumps({"time": 1231006505, "previous": "00000000" * 8, "transactions":
                    [{"from": "alice", "to": "bob", "points": 100, "note": "you are great"}]})
began = time.process_time()
for nonce in range(200000):
    text = (block + str(nonce)).encode()
    digest = hashlib.sha256(hashlib.sha256(text).digest()).hexdigest()
    if digest.startswith("0" * 16):
        break
print(time.process_time() - began)
')";

void python(benchmark::State& state) {
    for (auto _ : state) {
        double seconds = 0;
        std::FILE* const said = ::popen(python_loop, "r");
        const bool read = said != nullptr && std::fscanf(said, "%lf", &seconds) == 1;
        if (said == nullptr || ::pclose(said) != 0 || !read) {
            return state.SkipWithError("python3 did not run");
        }
        state.SetIterationTime(seconds);
    }
    state.SetItemsProcessed(state.iterations() * 200'000);
}
BENCHMARK(python)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
