#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/signal_set.hpp>
#include <asio/write.hpp>
#include <memory>

#include "base/console.hpp"

namespace stage {

// #region session
// An echo server in which one thread serves everybody: it never waits for one client, it is called
// when something has happened.
using asio::ip::tcp;

// One client. The handlers hold a shared_ptr to it: it lives as long as something is outstanding.
class Session : public std::enable_shared_from_this<Session> {
public:
    explicit Session(tcp::socket socket) : socket_{std::move(socket)} {}

    void read() {
        socket_.async_read_some(asio::buffer(buffer_),
                                [self = shared_from_this()](std::error_code error, std::size_t n) {
                                    if (!error) self->write(n);
                                });
    }

private:
    void write(std::size_t n) {
        asio::async_write(socket_, asio::buffer(buffer_, n),
                          [self = shared_from_this()](std::error_code error, std::size_t) {
                              if (!error) self->read();
                          });
    }

    tcp::socket socket_;
    std::array<char, 1024> buffer_{};
};
// #endregion session

// #region accept
void accept_next(tcp::acceptor& acceptor) {
    acceptor.async_accept([&acceptor](std::error_code error, tcp::socket socket) {
        if (!acceptor.is_open()) return;
        if (!error) std::make_shared<Session>(std::move(socket))->read();
        accept_next(acceptor);
    });
}
// #endregion accept

}  // namespace stage

// #region main
int main(int argc, char** argv) {
    std::uint16_t port = 0;
    sbc::CommandLine options{"echo", "Sends back what it gets, to any number of clients at once."};
    options.option("--port", port, "the port to listen on; 0: the system chooses");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;

    asio::io_context io;
    stage::tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), port}};
    sbc::say("listening on 127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()));
    stage::accept_next(acceptor);
    asio::signal_set signals{io, SIGINT, SIGTERM};
    signals.async_wait([&io](std::error_code, int) { io.stop(); });
    io.run();
    sbc::say("stopped");
}
// #endregion main
