#include "p2p/keepalive.hpp"

#include "catch.hpp"

using namespace std::chrono_literals;
using namespace sbc::p2p;
using enum KeepaliveAction;

namespace {

const sbc::Instant start{1h};
const Nonce ours{7};

}  // namespace

TEST_CASE("a quiet peer is pinged, then dropped unless our pong comes", "[p2p]") {
    Keepalive keepalive{{.quiet = 60s, .pong_wait = 20s}, start};
    CHECK(keepalive.deadline() == start + 60s);
    CHECK(keepalive.on_time(start + 59s, ours) == Wait);
    REQUIRE(keepalive.on_time(start + 60s, ours) == SendPing);
    CHECK(keepalive.deadline() == start + 80s);
    CHECK(keepalive.on_time(start + 79s, ours) == Wait);

    SECTION("our pong restarts the quiet period and measures the round trip") {
        CHECK_FALSE(keepalive.round_trip());
        keepalive.on_pong(ours, start + 65s);
        CHECK(keepalive.deadline() == start + 125s);
        CHECK(keepalive.round_trip() == 5s);
    }
    SECTION("another nonce does not save the peer") {
        keepalive.on_pong(Nonce{8}, start + 65s);
        CHECK(keepalive.on_time(start + 80s, ours) == DropPeer);
    }
    SECTION("chatter does not stand in for the pong that is owed") {
        for (auto now = start + 61s; now < start + 80s; now += 1s) keepalive.on_message(now);
        CHECK(keepalive.on_time(start + 80s, ours) == DropPeer);
    }
    SECTION("the same pong does not count twice") {
        keepalive.on_pong(ours, start + 61s);
        REQUIRE(keepalive.on_time(start + 121s, Nonce{9}) == SendPing);
        keepalive.on_pong(ours, start + 122s);
        CHECK(keepalive.on_time(start + 141s, ours) == DropPeer);
    }
}

TEST_CASE("a peer that talks is not asked", "[p2p]") {
    Keepalive keepalive{{.quiet = 60s, .pong_wait = 20s}, start};
    keepalive.on_message(start + 59s);
    CHECK(keepalive.on_time(start + 60s, ours) == Wait);
    CHECK(keepalive.deadline() == start + 119s);
}

TEST_CASE("a pong that nobody asked for changes nothing", "[p2p]") {
    Keepalive keepalive{{.quiet = 60s, .pong_wait = 20s}, start};
    keepalive.on_pong(Nonce{}, start + 30s);
    CHECK(keepalive.deadline() == start + 60s);
    CHECK_FALSE(keepalive.round_trip());
}
