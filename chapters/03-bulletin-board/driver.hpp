#pragma once

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>

#include "base/random.hpp"
#include "net/prompt.hpp"
#include "net/switchboard.hpp"
#include "node.hpp"

namespace stage {

// #region driver
// Runs a node on real sockets, a real clock and real randomness: reads, feeds, performs, arms one
// timer. It decides nothing.
template <class Node>
class Driver {
public:
    Driver(asio::io_context& io, sbc::net::Switchboard& network, Node& node)
        : io_{io}, network_{network}, node_{node} {
        network.observe({
            [this](LinkId link, auto& address, Direction direction) {
                perform(node_.opened(link, address, direction, moment()));
            },
            [this](auto& to, auto& why) { perform(node_.dial_failed(to, why, moment())); },
            [this](LinkId link, auto bytes) { perform(node_.received(link, bytes, moment())); },
            [this](LinkId link, auto& why) { perform(node_.closed(link, why, moment())); },
        });
    }

    // #endregion driver
    // #region run
    // Until the node quits, at a command or at Ctrl+C.
    void run() {
        const sbc::net::Prompt prompt{
            io_, [this](auto& line) { perform(node_.typed(line, moment())); }, [] {}};
        signals_.async_wait([this](std::error_code error, int) {
            if (!error) perform(node_.leave());
        });
        perform(node_.on_time(moment()));
        io_.run();
    }
    // #endregion run

    // #region perform
private:
    void perform(const Actions& actions) {
        for (const Action& action : actions) {
            std::visit([this](const auto& a) { this->carry_out(a); }, action);
        }
        if (quitting_) return;
        timer_.expires_at(node_.deadline());
        timer_.async_wait([this](std::error_code error) {
            if (!error) perform(node_.on_time(moment()));
        });
    }

    void carry_out(const Dial& dial) { network_.dial(dial.to); }
    void carry_out(const Send& send) { network_.send(send.link, encode(send.message)); }
    void carry_out(const Close& close) { network_.close(close.link, close.penalty); }
    void carry_out(const Tell& tell) { sbc::say(tell.tone, tell.text); }
    void carry_out(const Publish&) {}  // the node has made a Spread of it
    void carry_out(const Quit&) {      // io_.run() returns when the last connection has closed
        quitting_ = true;
        timer_.cancel();
        signals_.cancel();
        network_.shut_down();
    }
    // #endregion perform

    // #region driver-members
    Moment moment() const {
        using namespace std::chrono;
        return {steady_clock::now(), floor<seconds>(system_clock::now()), sbc::random64()};
    }

    asio::io_context& io_;
    sbc::net::Switchboard& network_;
    Node& node_;
    asio::steady_timer timer_{io_};
    asio::signal_set signals_{io_, SIGINT, SIGTERM};
    bool quitting_ = false;
    // #endregion driver-members
};

}  // namespace stage
