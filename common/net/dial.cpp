#include "net/dial.hpp"

#include <asio/error.hpp>
#include <utility>

namespace sbc::net {
namespace {

Refusal<DialError> explain(const std::error_code& error, const Address& to) {
    if (error == asio::error::connection_refused) {
        return {DialError::Refused, "nobody listens on " + to.to_text()};
    }
    return {DialError::Unreachable, to.to_text() + ": " + error.message()};
}

// Where nobody listens on one of our own free ports, TCP may pick that very port to dial from and
// connect the socket with itself.
bool is_connected_to_itself(const asio::ip::tcp::socket& socket) {
    std::error_code gone;
    const auto local = socket.local_endpoint(gone);
    return !gone && local == socket.remote_endpoint(gone) && !gone;
}

}  // namespace

Dial::Dial(asio::io_context& io, OnDone on_done)
    : socket_{io}, timer_{io}, on_done_{std::move(on_done)} {}

std::shared_ptr<Dial> Dial::start(asio::io_context& io, const Address& to, Duration deadline,
                                  OnDone on_done) {
    std::shared_ptr<Dial> dial{new Dial{io, std::move(on_done)}};
    dial->timer_.expires_after(deadline);
    dial->timer_.async_wait([dial, to](const std::error_code& error) {
        if (error) return;
        dial->done(refuse(DialError::TimedOut, to.to_text() + " did not answer in time"));
    });
    dial->socket_.async_connect({asio::ip::make_address(to.host()), to.port()},
                                [dial, to](std::error_code error) {
                                    if (!error && is_connected_to_itself(dial->socket_)) {
                                        error = asio::error::connection_refused;
                                    }
                                    if (error) {
                                        dial->done(tl::unexpected(explain(error, to)));
                                    } else {
                                        dial->done(std::move(dial->socket_));
                                    }
                                });
    return dial;
}

void Dial::cancel() {
    on_done_ = nullptr;
    std::error_code ignored;  // nothing can be done about a socket that does not close
    socket_.close(ignored);
    timer_.cancel();
}

void Dial::done(Result<asio::ip::tcp::socket, DialError> result) {
    // Whatever comes second (the timer, or the connect that it ended) finds nobody to tell.
    const OnDone on_done = std::exchange(on_done_, nullptr);
    if (!on_done) return;
    cancel();
    on_done(std::move(result));
}

}  // namespace sbc::net
