// How a connection ends: each reason provoked, and what each end promises.
#include <string>

#include "catch.hpp"
#include "loopback.hpp"
#include "memory.hpp"
#include "net/connection.hpp"

namespace {

using namespace std::literals;
using loopback::connected;
using loopback::framed;
using loopback::Loop;
using loopback::RawPeer;
using loopback::Told;
using sbc::Bytes;
using sbc::Duration;
using sbc::net::CloseReason;
using sbc::net::ConnectionLimits;
using sbc::net::SendError;
using Frames = std::vector<std::string>;
using Clock = std::chrono::steady_clock;

// A connection, and a peer that can misbehave.
struct Scene {
    explicit Scene(const ConnectionLimits& limits = {}, int room = 0)
        : Scene{connected_pair(room), limits} {}

    // Runs until the connection has ended, then until nothing is left.
    sbc::net::Closed end() {
        REQUIRE(loop->until([&] { return told.is_closed(); }));
        std::error_code ignored;
        peer.socket.close(ignored);
        REQUIRE(loop->ends());
        REQUIRE(told.closed.size() == 1);
        CHECK_FALSE(told.closed.front().text.empty());
        CHECK(told.connection->send(sbc::as_bytes("late")).error().reason == SendError::Closed);
        return told.closed.front();
    }

    std::unique_ptr<Loop> loop;
    Told told;
    RawPeer peer;

private:
    struct Made {
        std::unique_ptr<Loop> loop;
        loopback::Pair sockets;
    };
    static Made connected_pair(int room) {
        auto loop = std::make_unique<Loop>();
        auto sockets = connected(loop->io);
        if (room != 0) loopback::make_narrow(sockets, room);
        return {std::move(loop), std::move(sockets)};
    }
    Scene(Made made, const ConnectionLimits& limits)
        : loop{std::move(made.loop)}, peer{std::move(made.sockets.theirs)} {
        told.start(std::move(made.sockets.ours), limits);
    }
};

const std::string big(60'000, 'x');

// --- the peer's fault ----------------------------------------------------------------------------

TEST_CASE("a peer that ends its stream is gone", "[net]") {
    Scene scene;
    SECTION("between frames") {
        scene.peer.send(framed("goodbye"));
        REQUIRE(scene.loop->until([&] { return scene.told.frames.size() == 1; }));
        scene.peer.end_sending();
        const auto closed = scene.end();
        CHECK(closed.reason == CloseReason::PeerClosed);
        CHECK(closed.text == "the peer closed");
        CHECK(scene.told.frames == Frames{"goodbye"});
    }
    SECTION("in the middle of a frame, which is told and not delivered") {
        scene.peer.send({0, 0, 0, 9, 'h', 'a', 'l', 'f'});
        (void)scene.loop->io.poll();
        scene.peer.socket.close();
        const auto closed = scene.end();
        CHECK(closed.reason == CloseReason::PeerClosed);
        CHECK_THAT(closed.text, ContainsSubstring("middle of a frame"));
        CHECK(scene.told.frames.empty());
    }
    SECTION("in the middle of a length") {
        scene.peer.send({0, 0});
        (void)scene.loop->io.poll();
        scene.peer.socket.close();
        CHECK_THAT(scene.end().text, ContainsSubstring("middle of a frame"));
    }
    SECTION("before it said anything") {
        scene.peer.socket.close();
        CHECK(scene.end().reason == CloseReason::PeerClosed);
    }
}

TEST_CASE("bytes that are no frame end a connection with their reason", "[net]") {
    Scene scene;
    SECTION("a frame of no bytes") {
        scene.peer.send({0, 0, 0, 0});
        const auto closed = scene.end();
        CHECK(closed.reason == CloseReason::BadFrame);
        CHECK_THAT(closed.text, ContainsSubstring("zero bytes"));
    }
    SECTION("one byte above the cap") {
        scene.peer.send({0, 1, 0, 1});
        const auto closed = scene.end();
        CHECK(closed.reason == CloseReason::BadFrame);
        CHECK_THAT(closed.text, ContainsSubstring("65537") && ContainsSubstring("65536"));
    }
    SECTION("another protocol") {
        scene.peer.send(sbc::to_bytes("GET / HTTP/1.1\r\n\r\n"));
        CHECK(scene.end().reason == CloseReason::BadFrame);
    }
    SECTION("after frames that were right") {
        scene.peer.send({0, 0, 0, 1, 'a', 0, 0, 0, 1, 'b', 0, 0, 0, 0, 0, 0, 0, 1, 'c'});
        CHECK(scene.end().reason == CloseReason::BadFrame);
        CHECK(scene.told.frames == Frames{"a", "b"});
    }
}

TEST_CASE("a slow sender is dropped when a frame takes too long", "[net]") {
    const auto begin = Clock::now();
    Scene scene{{.frame_deadline = 60ms}};
    SECTION("it begins a frame and stops") { scene.peer.send({0, 0}); }
    SECTION("it stops inside the payload") { scene.peer.send({0, 0, 0, 9, 'h', 'a', 'l', 'f'}); }
    SECTION("it begins a second frame and stops") {
        Bytes bytes = framed("one");
        bytes.push_back(0);
        scene.peer.send(bytes);
    }
    SECTION("it drips byte after byte, never silent for long") {
        scene.peer.send({0, 0, 255, 255});
        asio::steady_timer timer{scene.loop->io};
        const std::function<void()> drip = [&] {
            timer.expires_after(10ms);
            timer.async_wait([&](const std::error_code& error) {
                if (error || scene.told.is_closed()) return;
                scene.peer.send({'x'});
                drip();
            });
        };
        drip();
        REQUIRE(scene.loop->until([&] { return scene.told.is_closed(); }));
        timer.cancel();
    }
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::SlowFrame);
    CHECK(Clock::now() - begin >= 60ms);
}

TEST_CASE("a peer that takes nothing is dropped at the write deadline", "[net]") {
    const auto begin = Clock::now();
    Scene scene{{.max_queue = 8'000'000, .write_deadline = 60ms}, 4'096};
    for (int i = 0; i < 20; ++i) REQUIRE(scene.told.send(big));
    CHECK(scene.told.closed.empty());
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::SlowReader);
    CHECK(Clock::now() - begin >= 60ms);
}

TEST_CASE("a peer that reads too slowly is dropped when its queue is full", "[net]") {
    Scene scene{{.max_queue = 200'000}, 4'096};
    const std::size_t before = memory::live();
    sbc::Result<void, SendError> sent;
    int count = 0;
    for (; sent && count < 100; ++count) sent = scene.told.connection->send(sbc::as_bytes(big));
    REQUIRE_FALSE(sent);
    CHECK(sent.error().reason == SendError::QueueFull);
    CHECK(count >= 4);
    CHECK(memory::live() < before + 1'000'000);
    CHECK(scene.told.closed.empty());  // never from inside a call
    CHECK(scene.told.connection->send(sbc::as_bytes("x")).error().reason == SendError::Closed);
    CHECK(scene.end().reason == CloseReason::SlowReader);
}

TEST_CASE("a silent peer is dropped at the idle deadline", "[net]") {
    const auto begin = Clock::now();
    Scene scene{{.idle_deadline = 60ms}};
    SECTION("from the beginning") {}
    SECTION("although we speak to it, and it reads") {
        scene.peer.read();
        REQUIRE(scene.told.send("anybody there?"));
    }
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::Idle);
    CHECK(Clock::now() - begin >= 60ms);
}

TEST_CASE("any byte begins the idle time anew", "[net]") {
    Scene scene{{.idle_deadline = 400ms}};
    asio::steady_timer timer{scene.loop->io, 200ms};
    auto last_sent = Clock::now();
    timer.async_wait([&](const std::error_code&) {
        last_sent = Clock::now();
        scene.peer.send(framed("still here"));
    });
    CHECK(scene.end().reason == CloseReason::Idle);
    CHECK(scene.told.frames == Frames{"still here"});
    CHECK(Clock::now() - last_sent >= 400ms);
}

TEST_CASE("a connection that breaks ends with the system's word for it", "[net]") {
    Scene scene;
    SECTION("while it waits") {}
    SECTION("in the middle of a frame") {
        scene.peer.send({0, 0, 0, 9, 'x'});
        (void)scene.loop->io.poll();
    }
    scene.peer.reset();
    CHECK(scene.end().reason == CloseReason::Network);
}

TEST_CASE("a connection that breaks while much waits to be written ends too", "[net]") {
    Scene scene;
    for (int i = 0; i < 16; ++i) REQUIRE(scene.told.send(big));
    scene.peer.reset();
    // The system tells a reset once; when it was the write that was told, the read sees the end.
    const auto closed = scene.end();
    CHECK((closed.reason == CloseReason::Network || closed.reason == CloseReason::PeerClosed));
}

TEST_CASE("a socket that has broken before the start says so later", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    SECTION("by its peer") {
        sockets.theirs.set_option(asio::socket_base::linger{true, 0});
        sockets.theirs.close();
    }
    SECTION("closed by ourselves") { sockets.ours.close(); }
    Told told;
    told.start(std::move(sockets.ours));
    CHECK(told.closed.empty());
    REQUIRE(loop.ends());
    REQUIRE(told.closed.size() == 1);
    CHECK(told.closed.front().reason == CloseReason::Network);
}

// --- our own end ---------------------------------------------------------------------------------

TEST_CASE("closing delivers all that was queued, then the end of the stream", "[net]") {
    Scene scene{{.max_queue = 8'000'000}, 100'000};
    Bytes expected;
    for (int i = 0; i < 50; ++i) {
        REQUIRE(scene.told.send(big));
        sbc::net::append_frame(expected, sbc::as_bytes(big));
    }
    scene.told.connection->close();
    CHECK(scene.told.connection->send(sbc::as_bytes("late")).error().reason == SendError::Closed);
    CHECK(scene.told.closed.empty());
    scene.peer.read();
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::Ours);
    CHECK(scene.peer.ended == asio::error::eof);
    CHECK(scene.peer.received.size() == expected.size());
    CHECK((scene.peer.received == expected));  // in parentheses: not printed, it is megabytes
}

TEST_CASE("closing delivers all that was queued also to a peer that has ended its own stream",
          "[net]") {
    Scene scene{{.max_queue = 8'000'000}, 100'000};
    for (int i = 0; i < 20; ++i) REQUIRE(scene.told.send(big));
    scene.told.connection->close();
    scene.peer.end_sending();
    (void)scene.loop->io.poll();
    scene.peer.read();
    REQUIRE(scene.loop->until([&] { return scene.peer.ended.has_value(); }));
    CHECK(scene.end().reason == CloseReason::Ours);
    CHECK(scene.peer.received.size() == 20 * (4 + big.size()));
    CHECK(scene.peer.ended == asio::error::eof);
}

TEST_CASE("closing an idle connection ends it as soon as the peer ends too", "[net]") {
    Scene scene;
    scene.peer.read();
    SECTION("before the first turn of the loop") {}
    SECTION("later") {
        scene.peer.send(framed("hello"));
        REQUIRE(scene.loop->until([&] { return scene.told.frames.size() == 1; }));
    }
    const auto begin = Clock::now();
    scene.told.connection->close();
    scene.told.connection->close();  // twice is once
    CHECK(scene.end().reason == CloseReason::Ours);
    CHECK(Clock::now() - begin < ConnectionLimits{}.linger);
    CHECK(scene.peer.ended == asio::error::eof);
}

TEST_CASE("two connections that close at the same time both end well", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    Told ada;
    Told bob;
    ada.start(std::move(sockets.ours));
    bob.start(std::move(sockets.theirs));
    REQUIRE(ada.send("bye"));
    REQUIRE(bob.send("bye"));
    ada.connection->close();
    bob.connection->close();
    REQUIRE(loop.ends());
    REQUIRE((ada.closed.size() == 1 && bob.closed.size() == 1));
    CHECK(ada.closed.front().reason == CloseReason::Ours);
    CHECK(bob.closed.front().reason == CloseReason::Ours);
}

TEST_CASE("a peer that keeps its end open is waited for, but not for ever", "[net]") {
    const auto begin = Clock::now();
    Scene scene{{.linger = 60ms}};
    scene.peer.close_at_end = false;
    scene.peer.read();
    SECTION("silent") {}
    SECTION("still sending") {
        asio::steady_timer timer{scene.loop->io};
        const std::function<void()> chat = [&] {
            timer.expires_after(5ms);
            timer.async_wait([&](const std::error_code& error) {
                if (error || scene.told.is_closed()) return;
                scene.peer.send(framed("and another thing"));
                chat();
            });
        };
        scene.told.connection->close();
        chat();
        REQUIRE(scene.loop->until([&] { return scene.told.is_closed(); }));
        timer.cancel();
    }
    scene.told.connection->close();
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::Ours);
    CHECK(Clock::now() - begin >= 60ms);
    CHECK(scene.told.frames.empty());
}

TEST_CASE("closing towards a peer that does not take the rest ends at the write deadline",
          "[net]") {
    Scene scene{{.max_queue = 8'000'000, .write_deadline = 60ms, .linger = 20'000ms}, 4'096};
    for (int i = 0; i < 20; ++i) REQUIRE(scene.told.send(big));
    SECTION("because it never reads") { scene.told.connection->close(); }
    SECTION("because it reads drop by drop") {
        scene.told.connection->close();
        asio::steady_timer timer{scene.loop->io};
        Bytes drop(1'000);
        const std::function<void()> sip = [&] {
            timer.expires_after(10ms);
            timer.async_wait([&](const std::error_code& error) {
                if (error || scene.told.is_closed()) return;
                std::error_code none_here;
                scene.peer.socket.non_blocking(true);
                (void)scene.peer.socket.read_some(asio::buffer(drop), none_here);
                sip();
            });
        };
        sip();
        REQUIRE(scene.loop->until([&] { return scene.told.is_closed(); }));
        timer.cancel();
    }
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::SlowReader);  // something was lost: that is the reason
}

TEST_CASE("what a peer sends after we closed is neither delivered nor judged", "[net]") {
    Scene scene;
    scene.peer.read();
    scene.told.on_frame = [&](const std::string&) {
        REQUIRE(scene.told.send("refused: wrong network"));
        scene.told.connection->close();
    };
    SECTION("a frame in the same slice") { scene.peer.send({0, 0, 0, 1, 'a', 0, 0, 0, 1, 'b'}); }
    SECTION("garbage in the same slice") { scene.peer.send({0, 0, 0, 1, 'a', 0, 0, 0, 0, 7}); }
    SECTION("half a frame in the same slice") { scene.peer.send({0, 0, 0, 1, 'a', 0, 0, 0, 9, 7}); }
    SECTION("garbage later") {
        scene.peer.send(framed("a"));
        REQUIRE(scene.loop->until([&] { return !scene.told.frames.empty(); }));
        scene.peer.send({0, 0, 0, 0, 1, 2, 3});
    }
    CHECK(scene.end().reason == CloseReason::Ours);
    CHECK(scene.told.frames == Frames{"a"});
    CHECK(scene.peer.received == framed("refused: wrong network"));
    CHECK(scene.peer.ended == asio::error::eof);
}

TEST_CASE("half a frame from before we closed does not end the close", "[net]") {
    Scene scene{{.frame_deadline = 30ms, .linger = 90ms}};
    scene.peer.close_at_end = false;
    scene.peer.send({0, 0});
    asio::steady_timer timer{scene.loop->io, 10ms};
    timer.async_wait([&](const std::error_code&) { scene.told.connection->close(); });
    CHECK(scene.end().reason == CloseReason::Ours);
}

TEST_CASE("aborting ends at once, and tells so later", "[net]") {
    Scene scene;
    SECTION("an idle connection") { scene.told.connection->abort(); }
    SECTION("one with a full queue") {
        for (int i = 0; i < 16; ++i) REQUIRE(scene.told.send(big));
        scene.told.connection->abort();
    }
    SECTION("one that is closing") {
        scene.told.connection->close();
        scene.told.connection->abort();
    }
    SECTION("twice, and closed on top") {
        scene.told.connection->abort();
        scene.told.connection->abort();
        scene.told.connection->close();
    }
    CHECK(scene.told.closed.empty());
    CHECK(scene.end().reason == CloseReason::Ours);
}

TEST_CASE("aborting from within a frame's event stops the frames behind it", "[net]") {
    Scene scene;
    scene.told.on_frame = [&](const std::string&) {
        scene.told.connection->abort();
        CHECK(scene.told.closed.empty());
    };
    scene.peer.send({0, 0, 0, 1, 'a', 0, 0, 0, 1, 'b', 0, 0, 0, 0});
    CHECK(scene.end().reason == CloseReason::Ours);
    CHECK(scene.told.frames == Frames{"a"});
}

TEST_CASE("nothing can be done to a connection from its last event any more", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    std::shared_ptr<sbc::net::Connection> connection;
    int closed = 0;
    connection =
        sbc::net::Connection::start(std::move(sockets.ours), {},
                                    {.frame = [](sbc::ByteView) {},
                                     .closed =
                                         [&](const sbc::net::Closed&) {
                                             ++closed;
                                             CHECK_FALSE(connection->send(sbc::as_bytes("x")));
                                             connection->close();
                                             connection->abort();
                                         }});
    connection->abort();
    REQUIRE(loop.ends());
    CHECK(closed == 1);
}

TEST_CASE("a connection whose handlers own it is freed by its end", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    const auto owner = std::make_shared<std::shared_ptr<sbc::net::Connection>>();
    *owner = sbc::net::Connection::start(
        std::move(sockets.ours), {},
        {.frame = [owner](sbc::ByteView) {}, .closed = [owner](const sbc::net::Closed&) {}});
    const std::weak_ptr watched = *owner;
    const std::weak_ptr watched_owner = owner;
    sockets.theirs.close();
    REQUIRE(loop.ends());
    CHECK(owner.use_count() == 1);
    owner->reset();
    CHECK(watched.expired());
}

TEST_CASE("one misbehaving peer does not disturb the others", "[net]") {
    Loop loop;
    auto good = connected(loop.io);
    auto bad = connected(loop.io);
    Told kept;
    Told dropped;
    kept.start(std::move(good.ours));
    dropped.start(std::move(bad.ours));
    RawPeer friendly{std::move(good.theirs)};
    RawPeer hostile{std::move(bad.theirs)};
    hostile.send({0xFF, 0xFF, 0xFF, 0xFF});
    REQUIRE(loop.until([&] { return dropped.is_closed(); }));
    friendly.send(framed("all well"));
    REQUIRE(loop.until([&] { return !kept.frames.empty(); }));
    CHECK(kept.closed.empty());
}

}  // namespace
