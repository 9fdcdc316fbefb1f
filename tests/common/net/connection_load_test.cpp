// What a peer that sends as fast as it can costs us, and the other peers.
#include <algorithm>
#include <memory>
#include <vector>

#include "catch.hpp"
#include "loopback.hpp"
#include "memory.hpp"
#include "net/connection.hpp"

namespace {

using loopback::connected;
using loopback::framed;
using loopback::Loop;
using loopback::tcp;
using sbc::Bytes;
using sbc::ByteView;
using sbc::net::Connection;

constexpr std::size_t one_read = 65'536;
constexpr std::size_t megabyte = 1'048'576;

// Fills its socket whenever it is told to, with frames of 1 KiB.
class Flood {
public:
    explicit Flood(tcp::socket socket) : socket_{std::move(socket)} {
        socket_.non_blocking(true);
        for (int i = 0; i < 256; ++i) sbc::net::append_frame(frames_, Bytes(1'024));
    }
    void fill() {
        std::error_code full;
        while (!full) {
            const auto rest = ByteView{frames_}.subspan(sent_ % frames_.size());
            sent_ += socket_.write_some(asio::buffer(rest.data(), rest.size()), full);
        }
    }
    [[nodiscard]] std::size_t sent() const { return sent_; }

private:
    tcp::socket socket_;
    Bytes frames_;
    std::size_t sent_ = 0;
};

TEST_CASE("a peer that sends faster than its frames are handled waits; nothing piles up", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    sockets.theirs.set_option(asio::socket_base::send_buffer_size{131'072});
    sockets.ours.set_option(asio::socket_base::receive_buffer_size{131'072});
    Flood flood{std::move(sockets.theirs)};
    flood.fill();
    const std::size_t before = memory::live();
    std::size_t handled = 0;
    std::size_t most_memory = 0;
    std::size_t most_ahead = 0;
    const auto connection = Connection::start(
        std::move(sockets.ours), {},
        {.frame =
             [&](ByteView payload) {
                 handled += sbc::net::frame_header_size + payload.size();
                 flood.fill();  // while we handle one frame it can send as much as it likes
                 most_memory = std::max(most_memory, memory::live() - before);
                 most_ahead = std::max(most_ahead, flood.sent() - handled);
             },
         .closed = [](const auto&) {}});
    REQUIRE(loop.until([&] { return handled > 50 * megabyte; }));
    CHECK(most_memory < 16'384);
    CHECK(most_ahead < 2 * megabyte);  // in the system's buffers, which TCP bounds
}

TEST_CASE("a peer that always has more to say does not keep the others waiting", "[net]") {
    Loop loop;
    std::vector<std::shared_ptr<Connection>> connections;
    const auto start = [&](tcp::socket socket, std::function<void(ByteView)> on_frame) {
        connections.push_back(Connection::start(
            std::move(socket), {}, {.frame = std::move(on_frame), .closed = [](const auto&) {}}));
    };
    auto sockets = connected(loop.io);
    Flood flood{std::move(sockets.theirs)};
    flood.fill();
    std::size_t flooded = 0;
    start(std::move(sockets.ours), [&](ByteView payload) {
        flooded += payload.size();
        if (flooded < 100 * megabyte) flood.fill();  // far beyond what passes
    });
    constexpr std::size_t others = 10;
    constexpr std::size_t rounds = 50;
    std::vector<tcp::socket> quiet;
    std::size_t heard = 0;
    for (std::size_t i = 0; i < others; ++i) {
        auto pair = connected(loop.io);
        quiet.push_back(std::move(pair.theirs));
        start(std::move(pair.ours), [&](ByteView) { ++heard; });
    }
    for (std::size_t round = 0; round < rounds; ++round) {
        for (auto& socket : quiet) asio::write(socket, asio::buffer(framed("may I?")));
        const std::size_t until_now = flooded;
        REQUIRE(loop.until([&] { return heard == (round + 1) * others; }));
        CAPTURE(round);
        CHECK(flooded - until_now <= 3 * one_read);
    }
    CHECK(flooded >= rounds / 2 * one_read);  // it was served as well
}

}  // namespace
