#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "base/result.hpp"
#include "base/time.hpp"
#include "net/address.hpp"

namespace sbc::net {

enum class DialError {
    Refused,      // nobody listens there
    Unreachable,  // no way there
    TimedOut,     // no answer within the deadline
};

// One attempt to connect to an address, with a deadline. Keeps itself alive until it has ended;
// lives on the thread of its io_context.
class Dial : public std::enable_shared_from_this<Dial> {
public:
    using OnDone = std::function<void(Result<asio::ip::tcp::socket, DialError>)>;

    // on_done is called once, later; not at all after cancel().
    static std::shared_ptr<Dial> start(asio::io_context& io, const Address& to, Duration deadline,
                                       OnDone on_done);
    void cancel();

private:
    Dial(asio::io_context& io, OnDone on_done);
    void done(Result<asio::ip::tcp::socket, DialError> result);

    asio::ip::tcp::socket socket_;
    asio::steady_timer timer_;
    OnDone on_done_;
};

}  // namespace sbc::net
