// One message of 1 KiB to thousands of links, beside bare writes of the same bytes to as many
// sockets. Both count this process's processor time, the kernel's part included, and not the
// receivers' reading.
#include <benchmark/benchmark.h>

#include <asio/io_context.hpp>
#include <ctime>
#include <vector>

#include "bare_writes.hpp"
#include "crowd.hpp"
#include "net/frame.hpp"
#include "net/switchboard.hpp"

namespace {

namespace net = sbc::net;

constexpr std::size_t payload_size = 1'024;

double processor_seconds() {
    timespec time{};
    (void)::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

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

// The same crowd, accepted without any code of ours.
class BareHall {
public:
    explicit BareHall(std::size_t connections) {
        const int acceptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        auto* const address = reinterpret_cast<sockaddr*>(&at);
        (void)::bind(acceptor, address, sizeof at);
        (void)::listen(acceptor, SOMAXCONN);
        (void)::getsockname(acceptor, address, &size);
        while (sockets.size() < connections && crowd.join(ntohs(at.sin_port))) {
            sockets.push_back(::accept4(acceptor, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
            const int yes = 1;
            (void)::setsockopt(sockets.back(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        }
        (void)::close(acceptor);
    }
    ~BareHall() {
        for (const int socket : sockets) (void)::close(socket);
    }
    BareHall(const BareHall&) = delete;
    BareHall& operator=(const BareHall&) = delete;

    Crowd crowd;
    std::vector<int> sockets;
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
