// What the network tests stand on: an event loop whose every wait is bounded, and the other end of
// a connection as bare sockets, which can misbehave. Loopback only; the system chooses the ports.
#pragma once

#include <asio/buffer.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <asio/write.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "net/connection.hpp"
#include "net/frame.hpp"

namespace loopback {

using asio::ip::tcp;

// Far longer than anything takes; a test that needs it has failed.
inline constexpr std::chrono::seconds patience{20};

// One io_context on this thread.
class Loop {
public:
    asio::io_context io;

    // Runs until this is so; whether it ever was.
    [[nodiscard]] bool until(const std::function<bool()>& done) {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        if (io.stopped()) io.restart();
        while (!done()) {
            if (io.run_one_until(deadline) == 0) return done();
        }
        return true;
    }
    // Whether run() returns by itself: nothing is left that waits for anything.
    [[nodiscard]] bool ends() {
        const auto deadline = std::chrono::steady_clock::now() + patience;
        if (io.stopped()) io.restart();
        while (io.run_one_until(deadline) != 0) {
        }
        return io.stopped();
    }
};

// Two sockets that are connected with each other.
struct Pair {
    tcp::socket ours;
    tcp::socket theirs;
};
inline Pair connected(asio::io_context& io,
                      const asio::ip::address& at = asio::ip::address_v4::loopback()) {
    tcp::acceptor acceptor{io, tcp::endpoint{at, 0}};
    tcp::socket theirs{io};
    theirs.connect(acceptor.local_endpoint());
    return {acceptor.accept(), std::move(theirs)};
}

// Room for so many bytes between writing and reading: a peer that does not read is noticed soon.
inline void make_narrow(Pair& pair, int room) {
    pair.ours.set_option(asio::socket_base::send_buffer_size{room / 2});
    pair.theirs.set_option(asio::socket_base::receive_buffer_size{room / 2});
}

inline bool has_ipv6(asio::io_context& io) {
    std::error_code error;
    tcp::acceptor acceptor{io};
    acceptor.open(tcp::v6(), error);
    if (!error) acceptor.bind({asio::ip::address_v6::loopback(), 0}, error);
    return !error;
}

inline sbc::Bytes framed(std::string_view payload) {
    sbc::Bytes frame;
    sbc::net::append_frame(frame, sbc::as_bytes(payload));
    return frame;
}

// The other end, by hand. Must live until its loop runs no more.
class RawPeer {
public:
    explicit RawPeer(tcp::socket connected) : socket{std::move(connected)} {}

    void send(sbc::Bytes bytes) {
        const auto kept = std::make_shared<sbc::Bytes>(std::move(bytes));
        asio::async_write(socket, asio::buffer(*kept),
                          [kept](const std::error_code&, std::size_t) {});
    }
    // From now on takes what comes, until the end.
    void read() {
        socket.async_read_some(
            asio::buffer(part_), [this](const std::error_code& error, std::size_t count) {
                received.insert(received.end(), part_.data(), part_.data() + count);
                if (!error) return read();
                ended = error;
                if (close_at_end) socket.close();
            });
    }
    void end_sending() { socket.shutdown(tcp::socket::shutdown_send); }
    // A reset in place of an end of stream.
    void reset() {
        socket.set_option(asio::socket_base::linger{true, 0});
        socket.close();
    }

    tcp::socket socket;
    sbc::Bytes received;
    std::optional<std::error_code> ended;
    bool close_at_end = true;

private:
    std::array<std::uint8_t, 65'536> part_{};
};

// A connection and what it has told. Must live until its loop runs no more.
struct Told {
    std::shared_ptr<sbc::net::Connection> connection;
    std::vector<std::string> frames;
    std::vector<sbc::net::Closed> closed;
    std::function<void(const std::string&)> on_frame = [](const std::string&) {};

    void start(tcp::socket socket, const sbc::net::ConnectionLimits& limits = {}) {
        connection = sbc::net::Connection::start(
            std::move(socket), limits,
            {.frame =
                 [this](sbc::ByteView payload) {
                     frames.emplace_back(sbc::as_text(payload));
                     on_frame(frames.back());
                 },
             .closed = [this](const sbc::net::Closed& why) { closed.push_back(why); }});
    }
    [[nodiscard]] bool send(std::string_view payload) const {
        return connection->send(sbc::as_bytes(payload)).has_value();
    }
    [[nodiscard]] bool is_closed() const { return !closed.empty(); }
};

}  // namespace loopback
