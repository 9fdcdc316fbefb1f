#include "net/listener.hpp"

#include <asio/error.hpp>
#include <asio/post.hpp>
#include <chrono>
#include <utility>

#include "base/console.hpp"

namespace sbc::net {
namespace {

// When accepting fails (out of file descriptors, most likely), trying again at once would only burn
// the core: the connection that could not be accepted still waits.
constexpr Duration pause_after_failure{100};

constexpr Duration refusal_spacing{1'000};

Refusal<ListenError> explain(const std::error_code& error, const Address& at) {
    const std::string where = "cannot listen on " + at.to_text() + ": ";
    if (error == asio::error::address_in_use) {
        return {ListenError::InUse,
                where + "the port is in use; choose another, or 0 for any free one"};
    }
    if (error == asio::error::access_denied) {
        return {ListenError::NotAllowed,
                where + "not allowed; ports below 1024 need special rights"};
    }
    return {ListenError::NotHere, where + error.message()};
}

}  // namespace

Listener::Listener(asio::io_context& io, Admission& admission, OnAccept on_accept)
    : acceptor_{io}, pause_{io}, admission_{admission}, on_accept_{std::move(on_accept)} {}

Result<std::shared_ptr<Listener>, ListenError> Listener::open(asio::io_context& io,
                                                              const Address& at,
                                                              Admission& admission,
                                                              OnAccept on_accept) {
    std::shared_ptr<Listener> listener{new Listener{io, admission, std::move(on_accept)}};
    const asio::ip::tcp::endpoint endpoint{asio::ip::make_address(at.host()), at.port()};
    auto& acceptor = listener->acceptor_;
    std::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address{true}, error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) return tl::unexpected(explain(error, at));
    listener->local_ = at.with_port(acceptor.local_endpoint().port());
    listener->accept();
    return listener;
}

void Listener::accept() {
    acceptor_.async_accept(
        [self = shared_from_this()](const std::error_code& error, asio::ip::tcp::socket socket) {
            if (!self->acceptor_.is_open()) return;
            if (error) return self->pause(error);
            self->paused_ = false;
            self->admit(std::move(socket));
            if (self->acceptor_.is_open()) self->accept();
        });
}

void Listener::admit(asio::ip::tcp::socket socket) {
    std::error_code error;
    const auto from = socket.remote_endpoint(error);
    if (error) return;  // gone again
    const auto address = Address::from(from.address().to_string(), from.port());
    if (!address) return log_detail(address.error().text);  // a link-local peer with a zone
    const Instant now = std::chrono::steady_clock::now();
    auto slot = admission_.admit(address->host(), now);
    if (!slot) return tell_refusal(*address, slot.error().text, now);
    on_accept_(std::move(socket), *address, std::move(*slot));
}

// At most one line a second: a flood of connections must not become a flood of lines.
void Listener::tell_refusal(const Address& from, const std::string& why, Instant now) {
    ++untold_refusals_;
    if (now < next_refusal_told_) return;
    const std::string more = untold_refusals_ == 1 ? ""
                                                   : " (" + std::to_string(untold_refusals_) +
                                                         " since the last such line)";
    log_warning("refused a connection from " + from.host() + ": " + why + more);
    untold_refusals_ = 0;
    next_refusal_told_ = now + refusal_spacing;
}

void Listener::pause(const std::error_code& why) {
    if (!std::exchange(paused_, true)) {  // once, however long it lasts
        log_warning("cannot accept connections on " + local_.to_text() +
                    " for a moment: " + why.message());
    }
    pause_.expires_after(pause_after_failure);
    pause_.async_wait([self = shared_from_this()](const std::error_code& error) {
        if (!error && self->acceptor_.is_open()) self->accept();
    });
}

void Listener::close() {
    std::error_code ignored;  // nothing can be done about a socket that does not close
    acceptor_.close(ignored);
    pause_.cancel();
    // Later, because it may be on_accept itself that closes, and it still runs.
    asio::post(acceptor_.get_executor(), [gone = std::exchange(on_accept_, nullptr)] {});
}

}  // namespace sbc::net
