// How a connection ends when we end it: what close() and abort() promise.
#include <string>

#include "catch.hpp"
#include "loopback.hpp"
#include "net/connection.hpp"
#include "scene.hpp"

namespace {

using namespace std::literals;
using loopback::big;
using loopback::connected;
using loopback::framed;
using loopback::Loop;
using loopback::Scene;
using loopback::Told;
using sbc::Bytes;
using sbc::net::CloseReason;
using sbc::net::ConnectionLimits;
using sbc::net::SendError;
using Frames = std::vector<std::string>;
using Clock = std::chrono::steady_clock;

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

}  // namespace
