#pragma once

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <chrono>
#include <csignal>
#include <functional>
#include <string>
#include <system_error>
#include <utility>

#include "base/bytes.hpp"
#include "base/console.hpp"
#include "base/random.hpp"
#include "driver/alarm.hpp"
#include "net/prompt.hpp"
#include "net/switchboard.hpp"
#include "p2p/node.hpp"

namespace sbc::driver {

// Runs a node (p2p::CoreNode, p2p::EdgeNode or another of their shape) on real sockets, a real
// clock and real randomness: reads, feeds, performs, arms one timer. It decides nothing. Owns
// neither the node nor the network; lives on the thread of the io_context, which run() runs.
// Graduated from lesson 03; since 05 another thread may hand the node something, by way of the
// io_context: it posts a function that does so and then calls wake().
template <class Node>
class Driver {
public:
    Driver(asio::io_context& io, net::Switchboard& network, Node& node)
        : io_{io}, network_{network}, node_{node}, alarm_{io, [this] { wake(); }}, signals_{io} {
        network.observe({
            [this](net::LinkId link, const net::Address& address, net::Direction direction) {
                perform(node_.opened(link, address, direction, moment()));
            },
            [this](const net::Address& to, const std::string& why) {
                perform(node_.dial_failed(to, why, moment()));
            },
            [this](net::LinkId link, ByteView payload) {
                perform(node_.received(link, payload, moment()));
            },
            [this](net::LinkId link, const std::string& why) {
                perform(node_.closed(link, why, moment()));
            },
        });
    }
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    // Until the node quits, at a command or at Ctrl+C, and its last connection has closed.
    void run() {
        signals_.add(SIGINT);
        signals_.add(SIGTERM);
        signals_.async_wait([this](const std::error_code& error, int) {
            if (!error) perform(node_.leave());
        });
        const net::Prompt prompt{
            io_, [this](const std::string& line) { perform(node_.typed(line, moment())); }, [] {}};
        wake();
        io_.run();
    }
    // The same where keyboard, signals and screen are somebody else's, as of a node that runs on a
    // thread of its own behind a window: until the node quits, at leave().
    void run_behind(std::function<void(const p2p::Tell&)> tell) {
        tell_ = std::move(tell);
        wake();
        io_.run();
    }
    // Where goes what the node tells, if not to standard output. Before run().
    void tell_to(std::function<void(const p2p::Tell&)> tell) { tell_ = std::move(tell); }
    void leave() { perform(node_.leave()); }
    // As if this had been typed.
    void type(const std::string& line) { perform(node_.typed(line, moment())); }
    // Now: what comes along with an event.
    [[nodiscard]] static p2p::Moment moment() {
        using namespace std::chrono;
        return {steady_clock::now(), floor<seconds>(system_clock::now()), random64()};
    }
    // As if the node's deadline had come; one that has quit has none any more, and would begin
    // anew.
    void wake() {
        if (!quitting_) perform(node_.on_time(moment()));
    }
    // Called after each event, when all that the node wanted has been done; for who works beside it
    // and looks whether its work has changed (lesson 05). Before run().
    void after_each(std::function<void()> look) { look_ = std::move(look); }

private:
    void perform(const p2p::Actions& actions) {
        for (const p2p::Action& action : actions) {
            std::visit([this](const auto& one) { this->carry_out(one); }, action);
        }
        if (!quitting_) alarm_.set(node_.deadline());
        look_();
    }

    void carry_out(const p2p::Dial& dial) { network_.dial(dial.to); }
    void carry_out(const p2p::Send& send) { network_.send(send.link, encode(send.message)); }
    void carry_out(const p2p::Broadcast& all) { network_.send(all.links, encode(all.message)); }
    void carry_out(const p2p::Close& close) { network_.close(close.link, close.penalty); }
    void carry_out(const p2p::Tell& tell) { tell_(tell); }
    void carry_out(const p2p::Publish&) {}  // the node has made a Broadcast of it
    void carry_out(const p2p::Quit&) {      // io_.run() returns when the last connection has closed
        quitting_ = true;
        alarm_.stop();
        signals_.cancel();
        network_.shut_down();
    }

    asio::io_context& io_;
    net::Switchboard& network_;
    Node& node_;
    Alarm alarm_;
    asio::signal_set signals_;
    std::function<void()> look_ = [] {};
    std::function<void(const p2p::Tell&)> tell_ = [](const p2p::Tell& tell) {
        say(tell.tone, tell.text);
    };
    bool quitting_ = false;
};

}  // namespace sbc::driver
