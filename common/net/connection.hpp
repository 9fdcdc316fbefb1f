#pragma once

#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "net/address.hpp"
#include "net/frame.hpp"
#include "net/send_queue.hpp"
#include "net/write_turn.hpp"

namespace sbc::net {

struct ConnectionLimits {
    std::size_t max_frame = 65'536;       // bytes of payload
    std::size_t max_queue = 1'048'576;    // bytes that may wait for a slow reader
    Duration frame_deadline{10'000};      // from a frame's first byte to its last
    Duration write_deadline{10'000};      // without progress while something waits
    Duration idle_deadline{10 * 60'000};  // without a single byte from the peer
    Duration linger{2'000};               // of a graceful close, for the peer's end of stream
};

enum class CloseReason {
    Ours,        // we called close() or abort()
    PeerClosed,  // the peer's end of stream; what was queued has gone out, if it could
    BadFrame,    // see FrameError
    SlowFrame,   // frame_deadline: a slow sender
    SlowReader,  // write_deadline, or the send queue was full
    Idle,        // idle_deadline
    Network,     // the operating system's word for it is in the text
};

struct Closed {
    CloseReason reason;
    std::string text;  // a sentence for the log
};

// One peer, spoken to in frames: cuts what arrives into frames, queues what is sent, and ends by
// itself when the peer is too slow, too silent or malformed. Lives on the thread of its io_context
// and keeps itself alive until `closed` has been called.
//
// It reads 64 KiB at the most, delivers the frames in them, and only then asks whether there is
// more. So nothing that has arrived piles up: a peer that sends faster than its frames are handled
// is slowed down by TCP. And the others get their turn after each read, however much one has to
// say.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    struct Events {
        // A whole frame; the view lives for this call only. Not called any more after close().
        std::function<void(ByteView payload)> frame;
        // Exactly once, last, and never from inside a call to this connection.
        std::function<void(const Closed&)> closed;
    };

    // Takes over a connected socket. Events follow from the next turn of the io_context.
    static std::shared_ptr<Connection> start(asio::ip::tcp::socket socket, ConnectionLimits limits,
                                             Events events);

    // Sends one frame: at once where nothing waits before it; what follows in the same turn of the
    // io_context gathers and goes out together (see WriteTurn). QueueFull also drops the connection
    // (the policy of SendQueue).
    [[nodiscard]] Result<void, SendError> send(ByteView payload);
    // Gracefully: what is queued goes out (within write_deadline, else the reason is SlowReader),
    // then our end of stream; then waits for the peer's, at most `linger`. What the peer still
    // sends is neither delivered nor judged: who wants to hear its last words lets it close first.
    // That loses nothing, for after the peer's end of stream our queue goes out in the same way.
    void close();
    // At once; what is queued is lost.
    void abort();

    [[nodiscard]] const Address& remote() const { return remote_; }

private:
    friend class WriteTurn;
    enum class State { Open, Closing, Ended };

    Connection(asio::ip::tcp::socket socket, ConnectionLimits limits, Events events);
    void wait_readable();
    void on_readable();
    void take(ByteView slice);
    void on_peer_end();
    void write_more();
    [[nodiscard]] bool may_write_now(ByteView payload);
    [[nodiscard]] std::size_t write_now(ByteView payload);
    void write_soon();
    void on_turn_end();
    void wait_writable();
    void on_write_error(const std::error_code& error);
    void finish_sending();
    [[nodiscard]] Instant deadline() const;
    void watch_deadline();
    void on_deadline();
    [[nodiscard]] Closed closed_too_late() const;
    [[nodiscard]] std::string not_taken() const;
    void begin_closing(Closed why);
    void end(Closed why);

    asio::ip::tcp::socket socket_;
    asio::steady_timer timer_;
    WriteTurn& turn_;
    ConnectionLimits limits_;
    Events events_;
    Address remote_;
    State state_ = State::Open;
    FrameDecoder decoder_;
    SendQueue queue_;
    bool taking_ = false;          // a slice is being cut into frames
    bool writing_ = false;         // the socket takes no more for the moment
    bool in_turn_ = false;         // turn_ will call on_turn_end()
    std::uint64_t last_turn_ = 0;  // in which we wrote at once
    bool peer_ended_ = false;
    bool sent_end_ = false;
    Instant last_read_;
    Instant frame_began_ = never;  // never: no frame is half here
    Instant last_write_progress_;
    Closed why_closing_{};
    Instant closing_since_{};  // when closing began, then when our end of stream was sent
    Instant armed_for_ = never;
};

}  // namespace sbc::net
