// How a connection ends when the peer or the network fails: each reason provoked.
#include <string>

#include "catch.hpp"
#include "loopback.hpp"
#include "memory.hpp"
#include "net/connection.hpp"
#include "scene.hpp"

namespace {

using namespace std::literals;
using loopback::big;
using loopback::connected;
using loopback::framed;
using loopback::Loop;
using loopback::RawPeer;
using loopback::Scene;
using loopback::Told;
using sbc::Bytes;
using sbc::net::CloseReason;
using sbc::net::SendError;
using Frames = std::vector<std::string>;
using Clock = std::chrono::steady_clock;

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

TEST_CASE("a peer that has ended its stream still gets all that was queued for it", "[net]") {
    Scene scene{{.max_queue = 8'000'000}, 100'000};
    constexpr std::size_t answers = 20;
    scene.told.on_frame = [&](const std::string&) {
        for (std::size_t i = 0; i < answers; ++i) REQUIRE(scene.told.send(big));
    };
    scene.peer.send(framed("question"));
    REQUIRE(scene.loop->until([&] { return scene.told.frames.size() == 1; }));
    scene.peer.end_sending();
    while (scene.told.connection->send(sbc::as_bytes("more"))) (void)scene.loop->io.poll_one();
    CHECK(scene.told.closed.empty());  // the end was seen, and there is still something to write
    scene.peer.read();
    REQUIRE(scene.loop->until([&] { return scene.peer.ended.has_value(); }));
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::PeerClosed);
    CHECK(closed.text == "the peer closed");
    CHECK(scene.peer.ended == asio::error::eof);
    CHECK(scene.peer.received.size() >= answers * framed(big).size());
}

TEST_CASE("a peer that has ended its stream is not waited for beyond the write deadline", "[net]") {
    Scene scene{{.max_queue = 8'000'000, .write_deadline = 60ms}, 4'096};
    for (int i = 0; i < 20; ++i) REQUIRE(scene.told.send(big));
    const auto begin = Clock::now();
    scene.peer.end_sending();
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::PeerClosed);
    CHECK_THAT(closed.text, ContainsSubstring("the peer closed; the peer did not take"));
    CHECK(Clock::now() - begin >= 60ms);
}

TEST_CASE("a peer that has ended its stream and then breaks has closed", "[net]") {
    Scene scene{{.max_queue = 8'000'000}, 4'096};
    for (int i = 0; i < 20; ++i) REQUIRE(scene.told.send(big));
    scene.peer.end_sending();
    while (scene.told.connection->send(sbc::as_bytes("more"))) (void)scene.loop->io.poll_one();
    scene.peer.reset();
    const auto closed = scene.end();
    CHECK(closed.reason == CloseReason::PeerClosed);
    CHECK(closed.text == "the peer closed");
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
