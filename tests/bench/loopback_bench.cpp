// Messages over loopback: an echo of net::Connection beside a bare Asio echo of the same bytes,
// both driven by the same blocking client. Client and server run on a thread each.
#include <benchmark/benchmark.h>
#include <sched.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read.hpp>
#include <asio/write.hpp>
#include <memory>
#include <thread>

#include "bare_echo.hpp"
#include "net/connection.hpp"
#include "net/frame.hpp"

namespace {

using asio::ip::tcp;

// Serves the one client that `client` becomes; ends when the client closes.
class Server {
public:
    Server(tcp::socket& client, void (*serve)(tcp::socket, asio::io_context&)) {
        tcp::acceptor acceptor{io_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
        client.open(tcp::v4());
        // Room for all that is in flight, so that a client that only writes cannot be stuck.
        client.set_option(asio::socket_base::receive_buffer_size{1 << 20});
        client.connect(acceptor.local_endpoint());
        client.set_option(tcp::no_delay{true});
        tcp::socket accepted = acceptor.accept();
        accepted.set_option(tcp::no_delay{true});
        thread_ = std::thread{[this, serve, socket = std::move(accepted)]() mutable {
            serve(std::move(socket), io_);
        }};
    }
    ~Server() { thread_.join(); }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

private:
    asio::io_context io_{1};
    std::thread thread_;
};

void serve_with_connection(tcp::socket socket, asio::io_context& io) {
    std::shared_ptr<sbc::net::Connection> connection;
    connection = sbc::net::Connection::start(
        std::move(socket), {},
        {.frame = [&](sbc::ByteView payload) { (void)connection->send(payload); },
         .closed = [](const sbc::net::Closed&) {}});
    io.run();
}

void serve_bare(tcp::socket socket, asio::io_context& io) {
    const auto echo = std::make_unique<BareEcho>(std::move(socket));
    echo->run();
    io.run();
}

// One message there and back at a time.
template <auto Serve>
void round_trips(benchmark::State& state) {
    asio::io_context io;
    tcp::socket client{io};
    const Server server{client, Serve};
    sbc::Bytes message;
    sbc::net::append_frame(message, sbc::Bytes(static_cast<std::size_t>(state.range(0)), 'x'));
    sbc::Bytes answer(message.size());
    for (auto _ : state) {
        asio::write(client, asio::buffer(message));
        asio::read(client, asio::buffer(answer));
    }
    if (answer != message) state.SkipWithError("the echo is not what was said");
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
    client.close();
}

// 128 messages on their way at any time, written 32 at once.
template <auto Serve>
void pipelined(benchmark::State& state) {
    constexpr std::int64_t messages_at_once = 32;
    constexpr std::int64_t bursts_in_flight = 4;
    asio::io_context io;
    tcp::socket client{io};
    const Server server{client, Serve};
    sbc::Bytes burst;
    for (std::int64_t i = 0; i < messages_at_once; ++i) {
        sbc::net::append_frame(burst, sbc::Bytes(static_cast<std::size_t>(state.range(0)), 'x'));
    }
    sbc::Bytes answer(burst.size());
    for (std::int64_t i = 0; i < bursts_in_flight; ++i) asio::write(client, asio::buffer(burst));
    for (auto _ : state) {
        asio::read(client, asio::buffer(answer));
        asio::write(client, asio::buffer(burst));
    }
    if (answer != burst) state.SkipWithError("the echo is not what was said");
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * messages_at_once);
    client.close();
}

BENCHMARK(round_trips<serve_with_connection>)
    ->Name("round_trips/connection")
    ->Arg(64)
    ->MeasureProcessCPUTime();
BENCHMARK(round_trips<serve_bare>)->Name("round_trips/bare")->Arg(64)->MeasureProcessCPUTime();
BENCHMARK(pipelined<serve_with_connection>)
    ->Name("pipelined/connection")
    ->Arg(64)
    ->Arg(1'024)
    ->MeasureProcessCPUTime();
BENCHMARK(pipelined<serve_bare>)
    ->Name("pipelined/bare")
    ->Arg(64)
    ->Arg(1'024)
    ->MeasureProcessCPUTime();

void stay_on_this_core() {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<unsigned>(::sched_getcpu()), &cores);
    (void)::sched_setaffinity(0, sizeof cores, &cores);  // where it may not, the rates are noisier
}

}  // namespace

int main(int argc, char** argv) {
    stay_on_this_core();  // the servers' threads inherit it
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
}
