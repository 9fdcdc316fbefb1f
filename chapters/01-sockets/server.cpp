#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/write.hpp>
#include <csignal>
#include <iostream>
#include <semaphore>
#include <thread>

#include "base/console.hpp"
#include "base/utf8.hpp"
#include "frame.hpp"

namespace stage {

// #region names
using asio::ip::tcp;
using sbc::Bytes;
// #endregion names

// #region quoted
// What a stranger sent, for our terminal: what is not text becomes '?'.
static std::string quoted(sbc::ByteView bytes) {
    return '"' + sbc::printable(sbc::as_text(bytes)) + '"';
}
// #endregion quoted

// #region until-end
// A message is everything that comes until the client says that no more will.
static std::string echo_until_end(tcp::socket& client, const std::string& name, Bytes& buffer) {
    constexpr std::size_t longest_message = 1 << 20;  // a client that never ends must not fill us
    Bytes message;
    asio::error_code error;
    for (;;) {
        const std::size_t count = client.read_some(asio::buffer(buffer), error);
        if (error == asio::error::eof) break;  // no more will come
        if (error) return error.message();
        const auto piece = sbc::ByteView{buffer}.first(count);
        sbc::say(name + "read " + std::to_string(count) + " bytes: " + quoted(piece));
        if (message.size() + count > longest_message) return "refused: a message without an end";
        message.insert(message.end(), piece.begin(), piece.end());
    }
    sbc::say(sbc::Tone::Good, name + "message: " + quoted(message));
    asio::write(client, asio::buffer(message), error);
    return error ? error.message() : "answered";
}
// #endregion until-end

// #region frames
// Many messages on one connection: each is answered as soon as it is whole.
static std::string echo_frames(tcp::socket& client, const std::string& name, Bytes& buffer) {
    FrameDecoder decoder;
    asio::error_code error;
    for (;;) {
        const std::size_t count = client.read_some(asio::buffer(buffer), error);
        if (error) return error.message();
        sbc::say(name + "read " + std::to_string(count) + " bytes");
        decoder.feed(sbc::ByteView{buffer}.first(count));
        for (;;) {
            const auto next = decoder.next();
            if (!next) return "refused: " + next.error().text;
            if (!next->has_value()) break;  // the rest has not come yet: read on
            sbc::say(sbc::Tone::Good, name + "message: " + quoted(**next));
            asio::write(client, asio::buffer(*encode_frame(**next)), error);
            if (error) return error.message();
        }
    }
}
// #endregion frames

// #region options
struct Options {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::uint16_t threads = 10;
    std::uint16_t read_size = 1024;
    bool framed = false;
};
// #endregion options

// #region accept
static void accept_clients(tcp::acceptor& acceptor, const Options& options) {
    std::counting_semaphore<> free_threads{options.threads};
    for (int number = 1;; ++number) {
        free_threads.acquire();  // while none is free we wait here, and the next client waits too
        asio::error_code error;
        tcp::socket client = acceptor.accept(error);
        std::thread{[&, number, error, client = std::move(client)]() mutable {
            const std::string name = '[' + std::to_string(number) + "] ";
            const auto talk = options.framed ? echo_frames : echo_until_end;
            Bytes buffer(std::max<std::size_t>(1, options.read_size));
            const auto end = "closed: " + (error ? error.message() : talk(client, name, buffer));
            client.close(error);
            sbc::say(sbc::Tone::Faint, name + end);
            free_threads.release();
        }}.detach();
    }
}
// #endregion accept

// #region leave
// Ctrl+C: nothing polite wakes a thread that waits in a read, so the system closes everything.
static void leave(int) { std::_Exit(0); }
// #endregion leave

}  // namespace stage

// #region command-line
int main(int argc, char** argv) {
    stage::Options options;
    sbc::CommandLine line{"server", "Sends back what it receives. A thread waits on each client."};
    line.option("--host", options.host, "the address to listen on");
    line.option("--port", options.port, "the port to listen on; 0 lets the system choose");
    line.option("--threads", options.threads, "how many clients are served at a time");
    line.option("--read-size", options.read_size, "the most bytes that one read returns");
    line.flag("--framed", options.framed, "a message is a frame, not all until the end");
    if (const auto exit_code = line.parse(argc, argv)) return *exit_code;
    // #endregion command-line
    // #region listen
    std::signal(SIGINT, stage::leave);
    std::signal(SIGTERM, stage::leave);
    try {
        asio::io_context io;
        stage::tcp::acceptor acceptor{io, {asio::ip::make_address(options.host), options.port}};
        std::cout << "listening on " << acceptor.local_endpoint() << std::endl;
        stage::accept_clients(acceptor, options);
    } catch (const std::exception& error) {
        sbc::log_error("cannot serve on " + options.host + ": " + error.what() +
                       "; try another --port, or none");
        return 1;
    }
    // #endregion listen
}
