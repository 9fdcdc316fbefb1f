// What a connection delivers. How it ends: connection_end_test.cpp and
// connection_close_test.cpp.
#include "net/connection.hpp"

#include <string>

#include "catch.hpp"
#include "loopback.hpp"
#include "memory.hpp"

namespace {

using namespace std::literals;
using loopback::connected;
using loopback::framed;
using loopback::Loop;
using loopback::RawPeer;
using loopback::Told;
using sbc::Bytes;
using sbc::ByteView;
using sbc::net::SendError;
using Frames = std::vector<std::string>;

// Two connections that speak with each other.
struct Friends {
    Friends() {
        auto sockets = connected(loop.io);
        ada.start(std::move(sockets.ours));
        bob.start(std::move(sockets.theirs));
    }
    Loop loop;
    Told ada;
    Told bob;
};

TEST_CASE("frames travel both ways, whole and in their order", "[net]") {
    Friends two;
    REQUIRE(two.ada.send("one"));
    REQUIRE(two.ada.send("two"));
    REQUIRE(two.bob.send("eins"));
    REQUIRE(two.ada.send("three"));
    REQUIRE(
        two.loop.until([&] { return two.bob.frames.size() == 3 && two.ada.frames.size() == 1; }));
    CHECK(two.bob.frames == Frames{"one", "two", "three"});
    CHECK(two.ada.frames == Frames{"eins"});
}

TEST_CASE("a frame can be answered from within its own event", "[net]") {
    Friends two;
    two.bob.on_frame = [&](const std::string& text) { (void)two.bob.send("re: " + text); };
    for (int i = 0; i < 100; ++i) REQUIRE(two.ada.send(std::to_string(i)));
    REQUIRE(two.loop.until([&] { return two.ada.frames.size() == 100; }));
    CHECK(two.ada.frames.front() == "re: 0");
    CHECK(two.ada.frames.back() == "re: 99");
}

TEST_CASE("frames of all sizes up to the cap arrive as they were", "[net]") {
    Friends two;
    Frames sent;
    for (const std::size_t size : {1U, 2U, 255U, 4'096U, 65'531U, 65'532U, 65'533U, 65'536U}) {
        sent.emplace_back(size, static_cast<char>('a' + sent.size()));
        REQUIRE(two.ada.send(sent.back()));
    }
    REQUIRE(two.loop.until([&] { return two.bob.frames.size() == sent.size(); }));
    CHECK((two.bob.frames == sent));  // in parentheses: not printed, it is long
}

TEST_CASE("megabytes both ways at once arrive as they were", "[net]") {
    Friends two;
    std::size_t to_bob = 0;
    std::size_t to_ada = 0;
    const std::string payload(60'000, 'x');
    const auto send_next = [&](Told& from, std::size_t& count) {
        if (++count < 200) CHECK(from.send(payload + std::to_string(count)));
    };
    two.ada.on_frame = [&](const std::string&) { send_next(two.ada, to_bob); };
    two.bob.on_frame = [&](const std::string&) { send_next(two.bob, to_ada); };
    for (int i = 0; i < 8; ++i) {
        send_next(two.ada, to_bob);
        send_next(two.bob, to_ada);
    }
    REQUIRE(two.loop.until(
        [&] { return two.ada.frames.size() == 199 && two.bob.frames.size() == 199; }));
    CHECK(two.bob.frames.back() == payload + "199");
    CHECK(two.ada.frames.back() == payload + "199");
}

TEST_CASE("frames are found however the network slices them", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    Told told;
    told.start(std::move(sockets.ours));
    RawPeer peer{std::move(sockets.theirs)};
    Bytes stream = framed("first");
    const Bytes second = framed("second");
    stream.insert(stream.end(), second.begin(), second.end());

    SECTION("byte by byte") {
        // The next byte goes out when the last one has been taken.
        for (const std::uint8_t byte : stream) {
            asio::write(peer.socket, asio::buffer(&byte, 1));
            (void)loop.io.poll();
        }
    }
    SECTION("cut inside a header") {
        asio::write(peer.socket, asio::buffer(stream.data(), 11));
        (void)loop.io.poll();
        asio::write(peer.socket, asio::buffer(stream.data() + 11, stream.size() - 11));
    }
    SECTION("all at once") { peer.send(stream); }
    REQUIRE(loop.until([&] { return told.frames.size() == 2; }));
    CHECK(told.frames == Frames{"first", "second"});
}

TEST_CASE("on the wire a message is a frame and nothing else", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    Told told;
    told.start(std::move(sockets.ours));
    RawPeer peer{std::move(sockets.theirs)};
    peer.read();
    REQUIRE(told.send("hello"));
    REQUIRE(loop.until([&] { return peer.received.size() == 9; }));
    CHECK(peer.received == Bytes{0, 0, 0, 5, 'h', 'e', 'l', 'l', 'o'});
}

TEST_CASE("a connection over IPv6 is the same", "[net]") {
    Loop loop;
    if (!loopback::has_ipv6(loop.io)) {
        WARN("not tested: there is no IPv6 on this machine");
        return;
    }
    auto sockets = connected(loop.io, asio::ip::address_v6::loopback());
    Told ada;
    Told bob;
    ada.start(std::move(sockets.ours));
    bob.start(std::move(sockets.theirs));
    REQUIRE(ada.send("over six"));
    REQUIRE(loop.until([&] { return !bob.frames.empty(); }));
    CHECK(bob.frames == Frames{"over six"});
    CHECK(bob.connection->remote().host() == "::1");
}

TEST_CASE("a connection knows where its peer is", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    const auto port = sockets.theirs.local_endpoint().port();
    Told told;
    told.start(std::move(sockets.ours));
    CHECK(told.connection->remote().to_text() == "127.0.0.1:" + std::to_string(port));
}

TEST_CASE("a connection lives on without anybody holding it, until it has ended", "[net]") {
    Friends two;
    const std::weak_ptr bob = std::exchange(two.bob.connection, nullptr);
    REQUIRE(two.ada.send("still there?"));
    REQUIRE(two.loop.until([&] { return !two.bob.frames.empty(); }));
    CHECK_FALSE(bob.expired());
    two.ada.connection->close();
    REQUIRE(two.loop.ends());
    CHECK(bob.expired());
    CHECK(two.bob.closed.size() == 1);
}

TEST_CASE("no event comes before the next turn of the loop", "[net]") {
    Loop loop;
    auto sockets = connected(loop.io);
    asio::write(sockets.theirs, asio::buffer(framed("early")));
    sockets.theirs.close();
    Told told;
    told.start(std::move(sockets.ours));
    CHECK(told.frames.empty());
    CHECK(told.closed.empty());
    REQUIRE(loop.until([&] { return told.is_closed(); }));
    CHECK(told.frames == Frames{"early"});
}

TEST_CASE("a message of a wrong size is refused and the connection lives on", "[net]") {
    Friends two;
    CHECK(two.ada.connection->send({}).error().reason == SendError::BadSize);
    CHECK(two.ada.connection->send(Bytes(65'537)).error().reason == SendError::BadSize);
    REQUIRE(two.ada.send("fine"));
    REQUIRE(two.loop.until([&] { return !two.bob.frames.empty(); }));
    CHECK(two.bob.frames == Frames{"fine"});
}

TEST_CASE("an idle connection holds little memory, also after a flood", "[net]") {
    constexpr std::size_t pairs = 50;
    constexpr std::size_t bound = 4'096;  // for each connection, all of Asio's included
    Loop loop;
    std::size_t frames = 0;
    std::vector<std::shared_ptr<sbc::net::Connection>> connections;
    connections.reserve(2 * pairs);
    const auto start = [&](loopback::tcp::socket socket) {
        connections.push_back(sbc::net::Connection::start(
            std::move(socket), {},
            {.frame = [&frames](ByteView) { ++frames; }, .closed = [](const auto&) {}}));
    };
    const std::size_t before = memory::live();
    for (std::size_t i = 0; i < pairs; ++i) {
        auto sockets = connected(loop.io);
        start(std::move(sockets.ours));
        start(std::move(sockets.theirs));
    }
    (void)loop.io.poll();
    CHECK((memory::live() - before) / connections.size() < bound);

    SECTION("of large frames, cut in the middle") {
        const Bytes large(60'000);
        for (const auto& connection : connections) {
            for (int i = 0; i < 3; ++i) REQUIRE(connection->send(large));
        }
        REQUIRE(loop.until([&] { return frames == 3 * connections.size(); }));
    }
    SECTION("of small ones, few or many at once") {
        const std::size_t count = GENERATE(9U, 1'000U);
        for (const auto& connection : connections) {
            for (std::size_t i = 0; i < count; ++i) REQUIRE(connection->send(Bytes(100)));
        }
        REQUIRE(loop.until([&] { return frames == count * connections.size(); }));
    }
    (void)loop.io.poll();
    const std::size_t each = (memory::live() - before) / connections.size();
    CAPTURE(each);

    CHECK(each < bound);
}

TEST_CASE("an io_context that goes takes its open connections along", "[net]") {
    // Leaks and stray calls are for the sanitizers to find.
    Told ada;
    Told bob;
    std::weak_ptr<sbc::net::Connection> watched;
    {
        Loop loop;
        auto sockets = connected(loop.io);
        ada.start(std::move(sockets.ours));
        bob.start(std::move(sockets.theirs));
        REQUIRE(ada.send("half way"));
        REQUIRE(loop.until([&] { return !bob.frames.empty(); }));
        REQUIRE(ada.send("never seen"));
        watched = ada.connection;
        ada.connection = nullptr;
        bob.connection = nullptr;
    }
    CHECK(watched.expired());
    CHECK(ada.closed.empty());
    CHECK(bob.closed.empty());
}

}  // namespace
