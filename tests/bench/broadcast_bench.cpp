// One message of 1 KiB to thousands of links, beside bare writes of the same bytes to as many
// sockets. Both count this process's processor time, the kernel's part included, and not the
// receivers' reading.
#include <benchmark/benchmark.h>

#include <asio/io_context.hpp>
#include <vector>

#include "bare_hall.hpp"
#include "crowd.hpp"
#include "net/frame.hpp"
#include "net/switchboard.hpp"
#include "processor_time.hpp"

namespace {

namespace net = sbc::net;

constexpr std::size_t payload_size = 1'024;

// A switchboard with a crowd connected to it.
class Hall {
public:
    explicit Hall(std::size_t connections) {
        board_.observe({.opened = [this](net::LinkId link, auto&, auto) { links_.push_back(link); },
                        .dial_failed = [](auto&, auto&) {},
                        .received = [](auto, auto) {},
                        .closed = [this](auto, auto&) { links_.clear(); }});
        const auto at = board_.listen(net::Address::from("127.0.0.1", 0).value());
        while (at && crowd_.size() < connections && crowd_.join(at->port())) (void)io_.poll();
        (void)io_.poll();
    }
    void broadcast(const sbc::Bytes& payload) {
        board_.send(links_, payload);
        (void)io_.poll();
    }
    [[nodiscard]] std::size_t links() const { return links_.size(); }
    [[nodiscard]] Crowd& crowd() { return crowd_; }

private:
    asio::io_context io_{1};
    net::Switchboard board_{io_, {.connection = {}, .admission = {.max_connections = 0}}};
    std::vector<net::LinkId> links_;
    Crowd crowd_;
};

// Measures `say_to_all`, and sees that all of it has come.
template <class SayToAll>
void measure(benchmark::State& state, Crowd& crowd, SayToAll say_to_all) {
    for (auto _ : state) {
        const double began = processor_seconds();
        say_to_all();
        state.SetIterationTime(processor_seconds() - began);
        if (crowd.drain() != crowd.size() * (net::frame_header_size + payload_size)) {
            state.SkipWithError("not everybody got the message");
        }
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * state.range(0));
}

void broadcast_switchboard(benchmark::State& state) {
    const auto connections = static_cast<std::size_t>(state.range(0));
    if (!Crowd::may_hold(connections)) return state.SkipWithError(Crowd::too_few_descriptors);
    Hall hall{connections};
    if (hall.links() != connections) return state.SkipWithError("not all connections came about");
    const sbc::Bytes payload(payload_size, 'x');
    measure(state, hall.crowd(), [&] { hall.broadcast(payload); });
}
BENCHMARK(broadcast_switchboard)->Name("broadcast/switchboard")->Arg(5'000)->UseManualTime();

void broadcast_bare(benchmark::State& state) {
    const auto connections = static_cast<std::size_t>(state.range(0));
    if (!Crowd::may_hold(connections)) return state.SkipWithError(Crowd::too_few_descriptors);
    BareHall hall{connections};
    if (hall.sockets.size() != connections) {
        return state.SkipWithError("not all connections came about");
    }
    const sbc::Bytes frame(net::frame_header_size + payload_size, 'x');
    measure(state, hall.crowd, [&] {
        if (!write_to_all(hall.sockets, frame)) state.SkipWithError("a socket was full");
    });
}
BENCHMARK(broadcast_bare)->Name("broadcast/bare")->Arg(5'000)->UseManualTime();

}  // namespace

BENCHMARK_MAIN();
