// When what a connection is given to send goes out.
#include "net/write_turn.hpp"

#include <memory>
#include <string>

#include "catch.hpp"
#include "loopback.hpp"
#include "scene.hpp"

namespace {

using loopback::connected;
using loopback::framed;
using loopback::Loop;
using loopback::RawPeer;
using loopback::Scene;
using loopback::Told;

// What lies ready for the peer to read. On loopback a write has arrived when it returns.
std::size_t ready(const RawPeer& peer) { return peer.socket.available(); }

TEST_CASE("the first message of a turn goes out at once, the others together at its end", "[net]") {
    Scene scene;
    const std::size_t size = framed("message").size();
    for (std::size_t turn = 0; turn < 3; ++turn) {
        CAPTURE(turn);
        const std::size_t before = ready(scene.peer);
        REQUIRE(scene.told.send("message"));
        CHECK(ready(scene.peer) == before + size);
        REQUIRE(scene.told.send("message"));
        REQUIRE(scene.told.send("message"));
        CHECK(ready(scene.peer) == before + size);
        (void)scene.loop->io.poll();
        CHECK(ready(scene.peer) == before + 3 * size);
    }
}

TEST_CASE("what has gathered to 16 KiB does not wait for the end of the turn", "[net]") {
    Scene scene;
    const std::string message(1'000, 'x');
    const std::size_t size = framed(message).size();
    std::size_t sent = 0;
    for (int i = 0; i < 100; ++i) {
        REQUIRE(scene.told.send(message));
        sent += size;
        CHECK(ready(scene.peer) + 16'384 + size > sent);
    }
    (void)scene.loop->io.poll();
    CHECK(ready(scene.peer) == sent);
}

TEST_CASE("one peer's turn is not another's", "[net]") {
    Loop loop;
    auto one = connected(loop.io);
    auto other = connected(loop.io);
    const RawPeer peer_of_one{std::move(one.theirs)};
    const RawPeer peer_of_other{std::move(other.theirs)};
    Told ada;
    Told bob;
    ada.start(std::move(one.ours));
    bob.start(std::move(other.ours));
    REQUIRE(ada.send("to one"));
    REQUIRE(bob.send("to another"));
    CHECK(ready(peer_of_one) == framed("to one").size());
    CHECK(ready(peer_of_other) == framed("to another").size());
}

TEST_CASE("what is closed in a turn has sent all of it", "[net]") {
    Scene scene;
    for (int i = 0; i < 100; ++i) REQUIRE(scene.told.send(std::to_string(i)));
    scene.told.connection->close();
    CHECK(ready(scene.peer) == 10 * framed("1").size() + 90 * framed("10").size());
}

TEST_CASE("what is aborted in a turn ends all the same", "[net]") {
    Scene scene;
    REQUIRE(scene.told.send("one"));
    REQUIRE(scene.told.send("two"));
    scene.told.connection->abort();
    CHECK(scene.end().reason == sbc::net::CloseReason::Ours);
}

TEST_CASE("a message larger than the system takes at once arrives whole, and so does the next",
          "[net]") {
    Scene scene{{}, 8'192};
    scene.peer.read();
    REQUIRE(scene.told.send(loopback::big));
    REQUIRE(scene.told.send("next"));
    auto both = framed(loopback::big);
    sbc::net::append_frame(both, sbc::as_bytes("next"));
    REQUIRE(scene.loop->until([&] { return scene.peer.received.size() >= both.size(); }));
    CHECK(scene.peer.received == both);
}

TEST_CASE("an io_context that goes in the middle of a turn takes its connections along", "[net]") {
    Told told;
    std::weak_ptr<sbc::net::Connection> watched;
    {
        Loop loop;
        auto sockets = connected(loop.io);
        told.start(std::move(sockets.ours));
        REQUIRE(told.send("sent"));
        REQUIRE(told.send("gathered"));
        watched = told.connection;
        told.connection = nullptr;
    }
    CHECK(watched.expired());
}

}  // namespace
