#include "net/connection.hpp"

#include <algorithm>
#include <array>
#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/post.hpp>
#include <utility>

namespace sbc::net {
namespace {

// Read on the stack, so that a thousand idle connections hold no read buffers.
constexpr std::size_t read_size = 65'536;

// More would save few system calls, and with many peers fill more memory than a core's cache holds.
constexpr std::size_t gathered_at_most = 16'384;

Instant now() { return std::chrono::steady_clock::now(); }

Address address_of(const asio::ip::tcp::socket& socket) {
    std::error_code error;
    const auto endpoint = socket.remote_endpoint(error);
    if (error) return {};
    return Address::from(endpoint.address().to_string(), endpoint.port()).value_or(Address{});
}

std::string seconds(Duration duration) {
    return std::to_string(duration.count() / 1000) + "." +
           std::to_string(duration.count() % 1000 / 100) + " s";
}

}  // namespace

std::shared_ptr<Connection> Connection::start(asio::ip::tcp::socket socket, ConnectionLimits limits,
                                              Events events) {
    std::shared_ptr<Connection> connection{
        new Connection{std::move(socket), limits, std::move(events)}};
    asio::post(connection->socket_.get_executor(), [connection] {
        if (connection->state_ == State::Ended) return;
        connection->wait_readable();
        connection->watch_deadline();
    });
    return connection;
}

Connection::Connection(asio::ip::tcp::socket socket, ConnectionLimits limits, Events events)
    : socket_{std::move(socket)},
      timer_{socket_.get_executor()},
      turn_{WriteTurn::of(socket_.get_executor())},
      limits_{limits},
      events_{std::move(events)},
      remote_{address_of(socket_)},
      decoder_{limits.max_frame},
      queue_{limits.max_frame, limits.max_queue},
      last_read_{now()},
      last_write_progress_{last_read_} {
    std::error_code ignored;  // a socket that has just broken says so at its first read
    socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
    socket_.non_blocking(true, ignored);
}

// --- reading -------------------------------------------------------------------------------------

void Connection::wait_readable() {
    socket_.async_wait(asio::socket_base::wait_read,
                       [self = shared_from_this()](const std::error_code& error) {
                           if (self->state_ == State::Ended) return;
                           if (error) return self->end({CloseReason::Network, error.message()});
                           self->on_readable();
                       });
}

void Connection::on_readable() {
    std::array<std::uint8_t, read_size> buffer;  // NOLINT(*-member-init): read_some fills it
    std::error_code error;
    const std::size_t count = socket_.read_some(asio::buffer(buffer), error);
    if (error == asio::error::eof) return on_peer_end();
    if (error && error != asio::error::would_block) {
        return end({CloseReason::Network, error.message()});
    }
    if (count > 0) take(ByteView{buffer}.first(count));
    if (state_ != State::Ended) wait_readable();
}

void Connection::take(ByteView slice) {
    last_read_ = now();
    if (state_ != State::Open) return;  // after close() we only wait for the peer's end of stream
    taking_ = true;
    const auto fed = decoder_.feed(slice, [this](ByteView payload) {
        frame_began_ = never;
        if (state_ == State::Open) events_.frame(payload);
    });
    taking_ = false;
    if (state_ == State::Open) {
        if (!fed) return end({CloseReason::BadFrame, fed.error().text});
        if (decoder_.mid_frame() && frame_began_ == never) {
            frame_began_ = last_read_;
            watch_deadline();
        }
    }
    write_more();
}

// The peer may still read: what we have queued goes out first.
void Connection::on_peer_end() {
    peer_ended_ = true;
    if (state_ == State::Open) {
        begin_closing({CloseReason::PeerClosed, decoder_.mid_frame()
                                                    ? "the peer closed in the middle of a frame"
                                                    : "the peer closed"});
    } else if (sent_end_) {
        end(why_closing_);
    }
}

// --- writing -------------------------------------------------------------------------------------

Result<void, SendError> Connection::send(ByteView payload) {
    if (state_ != State::Open) return refuse(SendError::Closed, "the connection is closed");
    const std::size_t written = may_write_now(payload) ? write_now(payload) : 0;
    if (written == frame_header_size + payload.size()) return {};
    auto pushed = queue_.push(payload);
    if (!pushed) {
        if (pushed.error().reason == SendError::QueueFull) {
            end({CloseReason::SlowReader, pushed.error().text});
        }
        return pushed;
    }
    if (written > 0) {
        (void)queue_.to_write();
        queue_.wrote(written);
    }
    write_soon();
    return {};
}

// The first message of a turn is not copied: its bytes go from the caller's memory to the system's.
// What follows gathers.
bool Connection::may_write_now(ByteView payload) {
    if (writing_ || taking_ || !queue_.empty()) return false;
    if (payload.empty() || payload.size() > limits_.max_frame) return false;
    const std::uint64_t turn = turn_.number(socket_.get_executor());
    return std::exchange(last_turn_, turn) != turn;
}

// How much of the frame was taken. A socket that has broken says so again at its next write.
std::size_t Connection::write_now(ByteView payload) {
    const Be32 header = store_be32(static_cast<std::uint32_t>(payload.size()));
    std::error_code error;
    return socket_.write_some(
        std::array{asio::buffer(header), asio::buffer(payload.data(), payload.size())}, error);
}

// The answers to the frames of a slice go out when all of them have been taken; what is sent
// otherwise, at the end of this turn of the io_context, or when enough has gathered.
void Connection::write_soon() {
    if (writing_ || taking_) return;
    if (queue_.waiting() >= gathered_at_most) return write_more();
    if (std::exchange(in_turn_, true)) return;
    turn_.add(shared_from_this(), socket_.get_executor());
}

void Connection::on_turn_end() {
    in_turn_ = false;
    write_more();
}

void Connection::write_more() {
    if (writing_ || state_ == State::Ended) return;
    for (ByteView bytes = queue_.to_write(); !bytes.empty(); bytes = queue_.to_write()) {
        std::error_code error;
        const std::size_t count =
            socket_.write_some(asio::buffer(bytes.data(), bytes.size()), error);
        if (error == asio::error::would_block) return wait_writable();
        if (error) return on_write_error(error);
        queue_.wrote(count);
    }
    if (state_ == State::Closing) finish_sending();
}

void Connection::wait_writable() {
    writing_ = true;
    last_write_progress_ = now();
    watch_deadline();
    socket_.async_wait(asio::socket_base::wait_write,
                       [self = shared_from_this()](const std::error_code& error) {
                           self->writing_ = false;
                           if (self->state_ == State::Ended) return;
                           if (error) return self->on_write_error(error);
                           self->write_more();
                       });
}

// A peer that has closed altogether breaks what we still write to it: it closed.
void Connection::on_write_error(const std::error_code& error) {
    end(peer_ended_ ? why_closing_ : Closed{CloseReason::Network, error.message()});
}

// --- deadlines -----------------------------------------------------------------------------------

Instant Connection::deadline() const {
    if (state_ == State::Closing) {
        return closing_since_ + (sent_end_ ? limits_.linger : limits_.write_deadline);
    }
    Instant first = last_read_ + limits_.idle_deadline;
    if (frame_began_ != never) first = std::min(first, frame_began_ + limits_.frame_deadline);
    if (writing_) first = std::min(first, last_write_progress_ + limits_.write_deadline);
    return first;
}

// The timer is set anew only when the deadline moves nearer; when it has moved away, which each
// byte does, the timer finds out as it fires. So a busy connection pays nothing for its deadlines.
void Connection::watch_deadline() {
    const Instant next = deadline();
    if (state_ == State::Ended || next >= armed_for_) return;
    armed_for_ = next;
    timer_.expires_at(next);
    timer_.async_wait([self = shared_from_this()](const std::error_code& error) {
        if (error || self->state_ == State::Ended) return;
        self->armed_for_ = never;
        self->on_deadline();
    });
}

void Connection::on_deadline() {
    const Instant time = now();
    if (time < deadline()) return watch_deadline();
    if (state_ == State::Closing) return end(closed_too_late());
    if (frame_began_ != never && time >= frame_began_ + limits_.frame_deadline) {
        return end({CloseReason::SlowFrame, "a frame was begun and not finished within " +
                                                seconds(limits_.frame_deadline)});
    }
    if (writing_ && time >= last_write_progress_ + limits_.write_deadline) {
        return end({CloseReason::SlowReader, not_taken()});
    }
    end({CloseReason::Idle, "the peer was silent for " + seconds(limits_.idle_deadline)});
}

Closed Connection::closed_too_late() const {
    if (sent_end_) return {CloseReason::Ours, "closed; the peer kept its end open"};
    const bool ours = why_closing_.reason == CloseReason::Ours;
    return ours ? Closed{CloseReason::SlowReader, not_taken()}
                : Closed{why_closing_.reason, why_closing_.text + "; " + not_taken()};
}

std::string Connection::not_taken() const {
    return "the peer did not take " + std::to_string(queue_.waiting()) + " bytes within " +
           seconds(limits_.write_deadline);
}

// --- the end -------------------------------------------------------------------------------------

void Connection::close() {
    if (state_ == State::Open) begin_closing({CloseReason::Ours, "closed"});
}

void Connection::begin_closing(Closed why) {
    state_ = State::Closing;
    why_closing_ = std::move(why);
    closing_since_ = now();
    frame_began_ = never;
    write_more();
    watch_deadline();
}

void Connection::finish_sending() {
    if (sent_end_) return;
    if (peer_ended_) return end(why_closing_);
    sent_end_ = true;
    closing_since_ = now();
    std::error_code ignored;  // a socket that broke meanwhile says so at the next read
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    watch_deadline();
}

void Connection::abort() { end({CloseReason::Ours, "closed"}); }

void Connection::end(Closed why) {
    if (state_ == State::Ended) return;
    state_ = State::Ended;
    timer_.cancel();
    std::error_code ignored;  // nothing can be done about a socket that does not close
    socket_.close(ignored);
    asio::post(socket_.get_executor(), [self = shared_from_this(), closed = std::move(why)] {
        // The handlers often own this connection: letting go of them ends the cycle.
        const Events events = std::exchange(self->events_, Events{});
        if (events.closed) events.closed(closed);
    });
}

}  // namespace sbc::net
