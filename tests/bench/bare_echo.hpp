// The limit that loopback_bench measures against: the smallest echo that Asio allows. It contains
// none of the course's code, knows no frames, has no deadlines and bounds nothing.
#pragma once

#include <array>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>

class BareEcho {
public:
    explicit BareEcho(asio::ip::tcp::socket socket) : socket_{std::move(socket)} {}

    void run() {
        socket_.async_read_some(asio::buffer(buffer_), [this](std::error_code error, size_t count) {
            if (error) return;
            asio::async_write(socket_, asio::buffer(buffer_, count),
                              [this](std::error_code failed, size_t) {
                                  if (!failed) run();
                              });
        });
    }

private:
    asio::ip::tcp::socket socket_;
    std::array<char, 65'536> buffer_{};
};
