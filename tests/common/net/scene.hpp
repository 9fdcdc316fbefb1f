// A connection whose other end is a bare socket, from its start to its end.
#pragma once

#include <memory>
#include <string>

#include "catch.hpp"
#include "loopback.hpp"

namespace loopback {

// A connection, and a peer that can misbehave. With little room between the two (in bytes; 0 is as
// much as the system gives) a peer that does not read is noticed soon.
struct Scene {
    explicit Scene(const sbc::net::ConnectionLimits& limits = {}, int room = 0)
        : Scene{connected_pair(room), limits} {}

    // Runs until the connection has ended, then until nothing is left.
    sbc::net::Closed end() {
        REQUIRE(loop->until([&] { return told.is_closed(); }));
        std::error_code ignored;
        peer.socket.close(ignored);
        REQUIRE(loop->ends());
        REQUIRE(told.closed.size() == 1);
        CHECK_FALSE(told.closed.front().text.empty());
        CHECK(told.connection->send(sbc::as_bytes("late")).error().reason ==
              sbc::net::SendError::Closed);
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
    Scene(Made made, const sbc::net::ConnectionLimits& limits)
        : loop{std::move(made.loop)}, peer{std::move(made.sockets.theirs)} {
        told.start(std::move(made.sockets.ours), limits);
    }
};

// A payload of which a few fill every buffer.
inline const std::string big(60'000, 'x');

}  // namespace loopback
