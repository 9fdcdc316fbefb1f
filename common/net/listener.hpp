#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>

#include "base/result.hpp"
#include "base/time.hpp"
#include "net/address.hpp"
#include "net/admission.hpp"

namespace sbc::net {

enum class ListenError { InUse, NotAllowed, NotHere };

// Accepts connections at one address, as far as Admission lets them in; whom it refuses is closed
// without a word, and the log says so, at most once a second. Lives on the thread of its
// io_context.
class Listener : public std::enable_shared_from_this<Listener> {
public:
    // The slot stands for the connection's place: keep it as long as the connection lives.
    using OnAccept =
        std::function<void(asio::ip::tcp::socket, const Address& from, Admission::Slot)>;

    // Opens the port at once (0: the system chooses one); the address is free again right after a
    // restart. `admission` must outlive the listener.
    [[nodiscard]] static Result<std::shared_ptr<Listener>, ListenError> open(asio::io_context& io,
                                                                             const Address& at,
                                                                             Admission& admission,
                                                                             OnAccept on_accept);

    // Where it really listens.
    [[nodiscard]] const Address& local() const { return local_; }
    // No more connections; on_accept is not called again (it may be on_accept that calls this).
    // Call it before letting go of the listener.
    void close();

private:
    Listener(asio::io_context& io, Admission& admission, OnAccept on_accept);
    void accept();
    void admit(asio::ip::tcp::socket socket);
    void tell_refusal(const Address& from, const std::string& why, Instant now);
    void pause(const std::error_code& why);

    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    Admission& admission_;
    OnAccept on_accept_;
    Address local_;
    bool paused_ = false;  // since accepting failed; said once
    std::size_t untold_refusals_ = 0;
    Instant next_refusal_told_{};
};

}  // namespace sbc::net
