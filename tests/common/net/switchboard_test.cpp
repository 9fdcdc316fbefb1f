#include "net/switchboard.hpp"

#include <map>

#include "catch.hpp"
#include "loopback.hpp"

using namespace loopback;
using namespace sbc::net;

namespace {

// A switchboard and what it has told.
struct Watched {
    explicit Watched(asio::io_context& io, SwitchboardLimits limits = {}) : board{io, limits} {
        board.observe({
            .opened =
                [this](LinkId link, const Address& address, Direction direction) {
                    opened.emplace_back(link, direction);
                    addresses[link] = address;
                },
            .dial_failed = [this](const Address& to, const std::string&) { failed.push_back(to); },
            .received =
                [this](LinkId link, sbc::ByteView payload) {
                    received[link].emplace_back(sbc::as_text(payload));
                },
            .closed = [this](LinkId link, const std::string& why) { closed[link].push_back(why); },
        });
    }
    [[nodiscard]] bool got(std::size_t links) const { return opened.size() >= links; }
    [[nodiscard]] LinkId link(std::size_t i = 0) const { return opened.at(i).first; }

    std::vector<std::pair<LinkId, Direction>> opened;
    std::map<LinkId, Address> addresses;
    std::vector<Address> failed;
    std::map<LinkId, std::vector<std::string>> received;
    std::map<LinkId, std::vector<std::string>> closed;
    Switchboard board;
};

Address any_port(const std::string& host = "127.0.0.1") { return Address::from(host, 0).value(); }

tcp::socket raw_client(asio::io_context& io, const Address& to) {
    tcp::socket socket{io};
    socket.connect({asio::ip::make_address(to.host()), to.port()});
    return socket;
}

}  // namespace

TEST_CASE("two switchboards open a link, talk, and close it, each told once", "[net]") {
    Loop loop;
    Watched listener{loop.io};
    Watched dialer{loop.io};
    const auto host = GENERATE("127.0.0.1", "::1");
    if (std::string{host} == "::1" && !has_ipv6(loop.io)) return;
    const Address at = listener.board.listen(any_port(host)).value();
    dialer.board.dial(at);
    REQUIRE(loop.until([&] { return listener.got(1) && dialer.got(1); }));
    CHECK(dialer.opened[0].second == Direction::Dialed);
    CHECK(listener.opened[0].second == Direction::Accepted);
    CHECK(dialer.addresses[dialer.link()] == at);
    CHECK(listener.addresses[listener.link()].host() == at.host());

    dialer.board.send(dialer.link(), sbc::as_bytes("one"));
    dialer.board.send(dialer.link(), sbc::as_bytes("two"));
    dialer.board.close(dialer.link());
    REQUIRE(loop.until([&] { return !listener.closed.empty() && !dialer.closed.empty(); }));
    CHECK(listener.received[listener.link()] == std::vector<std::string>{"one", "two"});
    CHECK(listener.closed[listener.link()].size() == 1);
    CHECK(dialer.closed[dialer.link()].size() == 1);

    // What has gone can be named without harm.
    dialer.board.send(dialer.link(), sbc::as_bytes("three"));
    dialer.board.close(dialer.link(), 10);
    listener.board.shut_down();
    CHECK(loop.ends());
}

TEST_CASE("one message to many links reaches each that is still there, once", "[net]") {
    Loop loop;
    Watched listener{loop.io};
    Watched dialer{loop.io};
    const Address at = listener.board.listen(any_port()).value();
    constexpr std::size_t count = 20;
    for (std::size_t i = 0; i < count; ++i) dialer.board.dial(at);
    REQUIRE(loop.until([&] { return listener.got(count) && dialer.got(count); }));
    dialer.board.close(dialer.link(7));
    REQUIRE(loop.until([&] { return listener.closed.size() == 1 && dialer.closed.size() == 1; }));

    std::vector<LinkId> links;
    for (const auto& [link, direction] : listener.opened) links.push_back(link);
    listener.board.send(links, sbc::as_bytes("to all"));
    listener.board.send(std::vector<LinkId>{}, sbc::as_bytes("to nobody"));
    REQUIRE(loop.until([&] { return dialer.received.size() == count - 1; }));
    for (const auto& [link, texts] : dialer.received) {
        CHECK(link != dialer.link(7));
        CHECK(texts == std::vector<std::string>{"to all"});
    }
}

TEST_CASE("a dial that fails is told, and never from inside the call", "[net]") {
    Loop loop;
    Watched dialer{loop.io};
    Address nobody;
    {
        tcp::acceptor closed_again{loop.io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
        nobody = Address::from("127.0.0.1", closed_again.local_endpoint().port()).value();
    }
    dialer.board.dial(nobody);
    CHECK(dialer.failed.empty());
    REQUIRE(loop.until([&] { return !dialer.failed.empty(); }));
    CHECK(dialer.failed == std::vector{nobody});
    CHECK(loop.ends());
}

TEST_CASE("shutting down cancels dials, closes links gracefully and lets the loop end", "[net]") {
    Loop loop;
    Watched listener{loop.io};
    Watched dialer{loop.io};
    const Address at = listener.board.listen(any_port()).value();
    dialer.board.dial(at);
    REQUIRE(loop.until([&] { return listener.got(1) && dialer.got(1); }));
    dialer.board.dial(at);
    dialer.board.send(dialer.link(), sbc::as_bytes("last words"));
    dialer.board.shut_down();
    REQUIRE(loop.until([&] { return !listener.closed.empty(); }));
    CHECK(listener.received[listener.link()] == std::vector<std::string>{"last words"});
    listener.board.shut_down();
    CHECK(loop.ends());
    CHECK(dialer.opened.size() == 1);
    CHECK(dialer.closed[dialer.link()].size() == 1);
}

TEST_CASE("a stream that cannot be cut costs its sender points, until the address is banned",
          "[net]") {
    Loop loop;
    SwitchboardLimits limits;
    limits.admission.ban_score = 20;
    Watched listener{loop.io, limits};
    const Address at = listener.board.listen(any_port()).value();
    for (std::size_t offence = 0; offence < 2; ++offence) {
        RawPeer peer{raw_client(loop.io, at)};
        peer.send({0xFF, 0xFF, 0xFF, 0xFF});
        REQUIRE(loop.until([&] { return listener.closed.size() == offence + 1; }));
    }
    RawPeer banned{raw_client(loop.io, at)};
    banned.read();
    REQUIRE(loop.until([&] { return banned.ended.has_value(); }));
    CHECK(listener.opened.size() == 2);
    listener.board.shut_down();
    CHECK(loop.ends());
}

TEST_CASE("penalty points from above count against the address too", "[net]") {
    Loop loop;
    SwitchboardLimits limits;
    limits.admission.ban_score = 10;
    Watched listener{loop.io, limits};
    const Address at = listener.board.listen(any_port()).value();
    RawPeer peer{raw_client(loop.io, at)};
    peer.read();
    REQUIRE(loop.until([&] { return listener.got(1); }));
    listener.board.close(listener.link(), 10);
    RawPeer banned{raw_client(loop.io, at)};
    banned.read();
    REQUIRE(loop.until([&] { return banned.ended && peer.ended; }));
    CHECK(listener.opened.size() == 1);
    listener.board.shut_down();
    CHECK(loop.ends());
}

TEST_CASE("a link's place is free again when it has closed", "[net]") {
    Loop loop;
    SwitchboardLimits limits;
    limits.admission.max_connections = 1;
    Watched listener{loop.io, limits};
    const Address at = listener.board.listen(any_port()).value();
    for (std::size_t round = 1; round <= 3; ++round) {
        RawPeer peer{raw_client(loop.io, at)};
        REQUIRE(loop.until([&] { return listener.got(round); }));
        peer.end_sending();
        REQUIRE(loop.until([&] { return listener.closed.size() == round; }));
    }
    listener.board.shut_down();
    CHECK(loop.ends());
}

TEST_CASE("a port that is in use is an error with advice", "[net]") {
    Loop loop;
    Watched first{loop.io};
    Watched second{loop.io};
    const Address at = first.board.listen(any_port()).value();
    const auto refused = second.board.listen(at);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == ListenError::InUse);
    CHECK_THAT(refused.error().text, ContainsSubstring("choose another"));
}
