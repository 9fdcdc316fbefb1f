// What stage 02 says on the wire, and when it keeps quiet.
#include "backoff.hpp"
#include "catch.hpp"
#include "envelope.hpp"
#include "keepalive.hpp"

using namespace std::chrono_literals;
using namespace stage;
using enum KeepaliveAction;

TEST_CASE("every message comes back as it was sent", "[02]") {
    const Address core = Address::parse("127.0.0.1:5001").value();
    const Hello hello{.network = "n", .role = Role::Core, .port = 5001, .id = NodeId{9}};
    const std::vector<Message> messages{
        hello,         Refused{"full", {core}}, Bye{},   Ping{Nonce{1}}, Pong{Nonce{2}},
        GetCores{},    Cores{{core}},           Load{3}, Twin{Nonce{4}}, Line{LineId{5}, "a", "b"},
        Ack{LineId{6}}};
    for (const Message& message : messages) {
        const auto decoded = decode(encode(message));
        REQUIRE(decoded);
        CHECK(decoded->index() == message.index());
        CHECK(encode(*decoded) == encode(message));
    }
}

// The vector of docs/protocol.md: a line belongs to this chapter only.
TEST_CASE("a line is written as the protocol page says", "[02]") {
    CHECK(sbc::as_text(encode(Line{LineId{255}, "Hana", "お前すげー"})) ==
          R"({"from":"Hana","id":"00000000000000ff","text":"お前すげー","type":"line"})");
}

TEST_CASE("what is no message is refused with a reason", "[02]") {
    for (const char* text :
         {"", "{}", "[]", "null", R"({"type":"post"})", R"({"type":"ping"})",
          R"({"nonce":7,"type":"ping"})", R"({"nonce":"0000000000000001","type":"ping","x":1})",
          R"({"type":"bye","type":"bye"})", R"({"cores":["here"],"type":"cores"})",
          R"({"edges":-1,"type":"load"})", R"({"edges":1.5,"type":"load"})",
          R"({"cores":["127.0.0.1:0"],"type":"cores"})"}) {
        CAPTURE(text);
        const auto decoded = decode(sbc::as_bytes(text));
        REQUIRE_FALSE(decoded);
        CHECK_FALSE(decoded.error().text.empty());
    }
    const std::string deep(100'000, '[');
    CHECK_FALSE(decode(sbc::as_bytes(deep)));
}

TEST_CASE("a core must name the port it listens on", "[02]") {
    const Hello hello{.network = "n", .role = Role::Core, .port = 0, .id = NodeId{9}};
    CHECK_FALSE(decode(encode(hello)));
}

TEST_CASE("another version's hello is readable enough to be refused well", "[02]") {
    const auto decoded = decode(
        sbc::as_bytes(R"({"type":"hello","protocol":"SimpleBitcoin","version":7,"new":[{}]})"));
    REQUIRE(decoded);
    const auto fits = check_hello(std::get<Hello>(*decoded), Hello{});
    REQUIRE_FALSE(fits);
    CHECK(fits.error().reason == HelloError::WrongVersion);
}

// #region keepalive
TEST_CASE("a quiet peer is pinged, then dropped unless our pong comes", "[02]") {
    const sbc::Instant start{1h};
    const Nonce ours{7};
    Keepalive keepalive{{.quiet = 60s, .pong_wait = 20s}, start};
    CHECK(keepalive.on_time(start + 59s, ours) == Wait);
    REQUIRE(keepalive.on_time(start + 60s, ours) == SendPing);
    SECTION("our pong saves it") {
        keepalive.on_message(start + 65s);
        keepalive.on_pong(ours);
        CHECK(keepalive.deadline() == start + 125s);
    }
    SECTION("another nonce does not") {
        keepalive.on_pong(Nonce{8});
        CHECK(keepalive.on_time(start + 80s, ours) == DropPeer);
    }
}
// #endregion keepalive

TEST_CASE("the waits double up to a limit and begin again after a success", "[02]") {
    Backoff backoff;
    sbc::Duration last{0};
    for (int i = 0; i < 20; ++i) {
        const auto wait = backoff.next(0);
        CHECK(wait >= last);
        CHECK(wait <= 8s);
        last = wait;
    }
    CHECK(last == 4s);
    backoff.reset();
    CHECK(backoff.next(0) == 100ms);
}
