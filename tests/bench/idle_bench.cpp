// What an open connection costs the process that holds it while nothing is said.
#include <benchmark/benchmark.h>
#include <sys/wait.h>

#include <asio/io_context.hpp>
#include <fstream>

#include "bench_core.hpp"
#include "crowd.hpp"
#include "net/frame.hpp"
#include "net/switchboard.hpp"

namespace {

namespace net = sbc::net;

// Resident memory of this process. The sockets' buffers are the kernel's and do not count.
double resident_bytes() {
    std::ifstream pages{"/proc/self/statm"};
    double all = 0;
    double resident = 0;
    pages >> all >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

// In a child process, for memory that has been used and given back would not be counted again.
template <class Work>
double in_a_child(Work work) {
    int ends[2];
    if (::pipe(ends) != 0) return -1;
    const pid_t pid = ::fork();
    if (pid == 0) {
        const double result = work();
        const bool told = ::write(ends[1], &result, sizeof result) == sizeof result;
        ::_exit(told ? 0 : 1);
    }
    ::close(ends[1]);
    double result = -1;
    if (::read(ends[0], &result, sizeof result) != sizeof result) result = -1;
    ::close(ends[0]);
    (void)::waitpid(pid, nullptr, 0);
    return result;
}

// Each link has said one message of 1 KiB and got one, then all are silent.
double memory_of_links(std::size_t connections) {
    net::SwitchboardLimits limits;
    limits.admission.max_connections = connections;
    asio::io_context io;
    net::Switchboard board{io, limits};
    std::size_t open = 0;
    std::size_t answered = 0;
    board.observe({.opened = [&](auto, auto&, auto) { ++open; },
                   .dial_failed = [](auto&, auto&) {},
                   .received =
                       [&](net::LinkId link, sbc::ByteView payload) {
                           board.send(link, payload);
                           ++answered;
                       },
                   .closed = [&](auto, auto&) { --open; }});
    const auto at = board.listen(net::Address::from("127.0.0.1", 0).value());
    Crowd crowd;
    sbc::Bytes hello;
    net::append_frame(hello, sbc::Bytes(1'024));
    const double before = resident_bytes();
    for (std::size_t i = 0; i < connections; ++i) {
        if (!at || !crowd.join(at->port())) return -1;
        (void)io.poll();
    }
    if (!crowd.all_say(hello)) return -1;
    while (answered < connections && open == connections) (void)io.run_one();
    (void)io.poll();
    if (crowd.drain() != connections * hello.size()) return -1;
    return (resident_bytes() - before) / static_cast<double>(connections);
}

// Edges that have introduced themselves to a real core, then are silent.
double memory_of_edges(std::size_t connections) {
    BenchCore core{connections};
    Crowd crowd;
    const double before = resident_bytes();
    for (std::size_t i = 0; i < connections; ++i) {
        if (!core.let_join(crowd)) return -1;
    }
    if (core.edges() != connections || crowd.drain() < connections) return -1;
    core.poll();
    return (resident_bytes() - before) / static_cast<double>(connections);
}

template <auto MemoryOf>
void idle(benchmark::State& state) {
    const auto connections = static_cast<std::size_t>(state.range(0));
    if (!Crowd::may_hold(connections)) return state.SkipWithError(Crowd::too_few_descriptors);
    double bytes = 0;
    for (auto _ : state) bytes = in_a_child([&] { return MemoryOf(connections); });
    if (bytes < 0) return state.SkipWithError("not all connections came about and were answered");
    state.counters["bytes_each"] = bytes;
}
BENCHMARK(idle<memory_of_links>)
    ->Name("idle/links")
    ->Arg(5'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK(idle<memory_of_edges>)
    ->Name("idle/edges")
    ->Arg(5'000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
