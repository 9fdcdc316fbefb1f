#include "net/listener.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <asio/read.hpp>
#include <string>

#include "catch.hpp"
#include "child.hpp"
#include "loopback.hpp"

namespace {

using namespace std::literals;
using loopback::Loop;
using loopback::RawPeer;
using loopback::tcp;
using sbc::net::Address;
using sbc::net::Admission;
using sbc::net::AdmissionLimits;
using sbc::net::Listener;
using sbc::net::ListenError;

Address at(std::string_view text) { return Address::parse(text).value(); }

tcp::endpoint endpoint(const Address& address) {
    return {asio::ip::make_address(address.host()), address.port()};
}

// A listener, and the connections it has let in.
struct Hall {
    explicit Hall(const AdmissionLimits& limits = {}, const Address& where = at("127.0.0.1:0"))
        : admission{limits} {
        auto opened =
            Listener::open(loop.io, where, admission,
                           [this](tcp::socket socket, const Address& from, Admission::Slot slot) {
                               on_accept();
                               guests.push_back({std::move(socket), from, std::move(slot)});
                           });
        REQUIRE(opened);
        listener = *opened;
    }
    // A client, from this address of the machine.
    tcp::socket visit(const char* from = "127.0.0.1") {
        tcp::socket client{loop.io, tcp::endpoint{asio::ip::make_address(from), 0}};
        client.connect(endpoint(listener->local()));
        return client;
    }
    [[nodiscard]] bool wait_for(std::size_t count) {
        return loop.until([&] { return guests.size() == count; });
    }
    // Whether this client is closed without a word.
    [[nodiscard]] bool turned_away(tcp::socket client) {
        RawPeer peer{std::move(client)};
        peer.read();
        return loop.until([&] { return peer.ended.has_value(); }) && peer.received.empty();
    }

    struct Guest {
        tcp::socket socket;
        Address from;
        Admission::Slot slot;
    };
    Loop loop;
    Admission admission;
    std::vector<Guest> guests;
    std::function<void()> on_accept = [] {};
    std::shared_ptr<Listener> listener;
};

TEST_CASE("port 0 asks the system for a free one, and the listener knows which", "[net]") {
    Hall hall;
    CHECK(hall.listener->local().host() == "127.0.0.1");
    CHECK(hall.listener->local().port() != 0);
    const tcp::socket client = hall.visit();
    REQUIRE(hall.wait_for(1));
    CHECK(hall.guests[0].from.port() == client.local_endpoint().port());
    CHECK(hall.guests[0].from.host() == "127.0.0.1");
    CHECK(hall.guests[0].socket.remote_endpoint() == client.local_endpoint());
    CHECK(hall.admission.connections() == 1);
}

TEST_CASE("many who come at once are all let in", "[net]") {
    Hall hall;
    std::vector<tcp::socket> clients;
    clients.reserve(100);
    for (int i = 0; i < 100; ++i) clients.push_back(hall.visit());
    REQUIRE(hall.wait_for(100));
    CHECK(hall.admission.connections() == 100);
}

TEST_CASE("a listener serves IPv6 too", "[net]") {
    if (asio::io_context io; !loopback::has_ipv6(io)) {
        WARN("not tested: there is no IPv6 on this machine");
        return;
    }
    SECTION("an IPv6 address") {
        Hall hall{{}, at("[::1]:0")};
        const tcp::socket client = hall.visit("::1");
        REQUIRE(hall.wait_for(1));
        CHECK(hall.guests[0].from.host() == "::1");
    }
    SECTION("all addresses: an IPv4 peer shows as what it is, also to its cap") {
        Hall hall{{.max_per_address = 1}, at("[::]:0")};
        tcp::socket client{hall.loop.io};
        client.connect({asio::ip::address_v4::loopback(), hall.listener->local().port()});
        REQUIRE(hall.wait_for(1));
        CHECK(hall.guests[0].from.host() == "127.0.0.1");
        tcp::socket second{hall.loop.io};
        second.connect({asio::ip::address_v4::loopback(), hall.listener->local().port()});
        const bool away = hall.turned_away(std::move(second));
        CHECK(away);
    }
}

TEST_CASE("a port in use is refused with what to do", "[net]") {
    Hall hall;
    const auto second = Listener::open(hall.loop.io, hall.listener->local(), hall.admission,
                                       [](tcp::socket, const Address&, Admission::Slot) {});
    REQUIRE_FALSE(second);
    CHECK(second.error().reason == ListenError::InUse);
    CHECK_THAT(second.error().text, ContainsSubstring(hall.listener->local().to_text()) &&
                                        ContainsSubstring("in use") &&
                                        ContainsSubstring("choose another"));
}

TEST_CASE("an address that is not of this machine is refused with the system's word", "[net]") {
    Loop loop;
    Admission admission{{}};
    const auto opened = Listener::open(loop.io, at("192.0.2.1:0"), admission,
                                       [](tcp::socket, const Address&, Admission::Slot) {});
    REQUIRE_FALSE(opened);
    CHECK(opened.error().reason == ListenError::NotHere);
    CHECK_THAT(opened.error().text, ContainsSubstring("cannot listen on 192.0.2.1:0: "));
}

TEST_CASE("the port is free again right after a restart", "[net]") {
    Address where;
    {
        Hall hall;
        where = hall.listener->local();
        tcp::socket client = hall.visit();
        REQUIRE(hall.wait_for(1));
        // We end first: the system keeps our side of this connection for a minute.
        hall.guests.clear();
        RawPeer peer{std::move(client)};
        peer.read();
        REQUIRE(hall.loop.until([&] { return peer.ended.has_value(); }));
        hall.listener->close();
        REQUIRE(hall.loop.ends());
    }
    Hall again{{}, where};
    const tcp::socket client = again.visit();
    CHECK(again.wait_for(1));
}

TEST_CASE("beyond the cap a connection is closed without a word, until there is room", "[net]") {
    Hall hall{{.max_connections = 2}};
    const tcp::socket first = hall.visit();
    const tcp::socket second = hall.visit();
    REQUIRE(hall.wait_for(2));
    CHECK(hall.turned_away(hall.visit()));

    hall.guests.pop_back();
    const tcp::socket third = hall.visit();
    CHECK(hall.wait_for(2));
}

TEST_CASE("the cap for one address leaves the others their place", "[net]") {
    Hall hall{{.max_per_address = 1}};
    const tcp::socket first = hall.visit("127.0.0.1");
    REQUIRE(hall.wait_for(1));
    CHECK(hall.turned_away(hall.visit("127.0.0.1")));
    const tcp::socket other = hall.visit("127.0.0.2");
    REQUIRE(hall.wait_for(2));
    CHECK(hall.guests[1].from.host() == "127.0.0.2");
}

TEST_CASE("a banned address is closed without a word, the others are let in", "[net]") {
    Hall hall{{.ban_score = 10, .ban_time = std::chrono::hours{1}}};
    hall.admission.penalise("127.0.0.1", 10, std::chrono::steady_clock::now());
    CHECK(hall.turned_away(hall.visit("127.0.0.1")));
    const tcp::socket other = hall.visit("127.0.0.2");
    CHECK(hall.wait_for(1));
}

TEST_CASE("a peer that is gone before it was accepted harms nobody", "[net]") {
    Hall hall;
    for (int i = 0; i < 10; ++i) {
        tcp::socket client = hall.visit();
        client.set_option(asio::socket_base::linger{true, 0});
    }
    const tcp::socket client = hall.visit();
    REQUIRE(hall.loop.until([&] {
        return !hall.guests.empty() &&
               hall.guests.back().from.port() == client.local_endpoint().port();
    }));
}

TEST_CASE("closing ends the accepting, and nothing holds the loop", "[net]") {
    Hall hall;
    SECTION("with nobody there") { hall.listener->close(); }
    SECTION("with somebody waiting at the door, who is not let in any more") {
        const tcp::socket client = hall.visit();
        hall.listener->close();
    }
    SECTION("twice") {
        hall.listener->close();
        hall.listener->close();
    }
    SECTION("from within on_accept") {
        hall.on_accept = [&] { hall.listener->close(); };
        const tcp::socket first = hall.visit();
        const tcp::socket second = hall.visit();
        REQUIRE(hall.wait_for(1));
    }
    const std::size_t let_in = hall.guests.size();
    const std::weak_ptr watched = std::exchange(hall.listener, nullptr);
    CHECK(hall.loop.ends());
    CHECK(hall.guests.size() == let_in);
    CHECK(watched.expired());
}

TEST_CASE("what on_accept owns lives until it has returned, also when it closes the listener",
          "[net]") {
    Loop loop;
    Admission admission{{}};
    std::shared_ptr<Listener> listener;
    int told = 0;
    {
        const auto owned = std::make_shared<int>(7);
        listener =
            Listener::open(loop.io, at("127.0.0.1:0"), admission,
                           [&listener, &told, owned](tcp::socket, const Address&, Admission::Slot) {
                               listener->close();
                               told = *owned;
                           })
                .value();
    }
    tcp::socket client{loop.io};
    client.connect(endpoint(listener->local()));
    REQUIRE(loop.ends());
    CHECK(told == 7);
}

TEST_CASE("out of file descriptors a listener pauses, says so once, and recovers", "[net]") {
    if (child::checks_objects_with_descriptors) {
        WARN("not tested: UBSan itself needs descriptors to tell objects from garbage");
        return;
    }
    // In a child process, whose limit may be lowered without harm.
    const auto child = child::run([] {
        Hall hall;
        std::vector<tcp::socket> clients;
        clients.push_back(hall.visit());
        clients.push_back(hall.visit());
        // No descriptor beyond those that are open: accepting must fail.
        const auto limit_descriptors = [](int to) {
            rlimit limit{};
            if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
            limit.rlim_cur = static_cast<rlim_t>(to);
            return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
        };
        if (!limit_descriptors(clients.back().native_handle() + 1)) return 10;

        // Long enough for several attempts.
        asio::steady_timer timer{hall.loop.io, 350ms};
        bool over = false;
        std::size_t handlers = 0;
        timer.async_wait([&](const std::error_code&) { over = true; });
        while (!over) handlers += hall.loop.io.run_one();
        if (!hall.guests.empty()) return 11;
        if (handlers > 20) return 12;  // it must not burn the core meanwhile

        clients.pop_back();  // one descriptor free: the first in the row is let in
        if (!hall.wait_for(1)) return 13;
        if (!limit_descriptors(200)) return 14;
        return hall.wait_for(2) ? 0 : 15;
    });
    CHECK(child.exit_code == 0);
    CHECK_THAT(child.output, ContainsSubstring("cannot accept connections on 127.0.0.1:"));
    const auto first = child.output.find("cannot accept");
    // Once per exhaustion, not once per attempt (between the two guests there may be another).
    std::size_t told = 0;
    for (auto i = first; i != std::string::npos; i = child.output.find("cannot accept", i + 1)) {
        ++told;
    }
    CHECK(told <= 2);
}

}  // namespace
