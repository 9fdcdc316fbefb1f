#include "net/dial.hpp"

#include <optional>
#include <string>

#include "catch.hpp"
#include "loopback.hpp"

namespace {

using namespace std::literals;
using loopback::Loop;
using loopback::tcp;
using sbc::net::Address;
using sbc::net::Dial;
using sbc::net::DialError;

Address of(const tcp::endpoint& endpoint) {
    return Address::from(endpoint.address().to_string(), endpoint.port()).value();
}

// One dial and what came of it.
struct Attempt {
    using Outcome = sbc::Result<tcp::socket, DialError>;

    void start(asio::io_context& io, const Address& to, sbc::Duration deadline = 20s) {
        dial = Dial::start(io, to, deadline, [this](Outcome outcome) {
            ++told;
            if (outcome) {
                socket.emplace(std::move(*outcome));
            } else {
                refusal = outcome.error();
            }
        });
    }
    std::shared_ptr<Dial> dial;
    int told = 0;
    std::optional<tcp::socket> socket;
    std::optional<sbc::Refusal<DialError>> refusal;
};

// A port at which nobody listens and that nobody else gets meanwhile: bound, but closed for guests.
struct ClosedPort {
    explicit ClosedPort(asio::io_context& io)
        : socket{io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}} {}
    [[nodiscard]] Address address() const { return of(socket.local_endpoint()); }
    tcp::socket socket;
};

// A port whose queue of guests is full: the system answers no more, as a host that is not there.
struct DeafPort {
    explicit DeafPort(asio::io_context& io) : acceptor{io, tcp::v4()} {
        acceptor.bind({asio::ip::address_v4::loopback(), 0});
        acceptor.listen(0);
        guest.emplace(io);
        guest->connect(acceptor.local_endpoint());
    }
    [[nodiscard]] Address address() const { return of(acceptor.local_endpoint()); }
    tcp::acceptor acceptor;
    std::optional<tcp::socket> guest;
};

TEST_CASE("a dial that is answered hands over a connected socket", "[net]") {
    Loop loop;
    const bool six = GENERATE(false, true);
    if (six && !loopback::has_ipv6(loop.io)) {
        WARN("not tested: there is no IPv6 on this machine");
        return;
    }
    const asio::ip::address host = six ? asio::ip::address{asio::ip::address_v6::loopback()}
                                       : asio::ip::address{asio::ip::address_v4::loopback()};
    tcp::acceptor acceptor{loop.io, tcp::endpoint{host, 0}};
    Attempt attempt;
    attempt.start(loop.io, of(acceptor.local_endpoint()));
    CHECK(attempt.told == 0);  // never from inside start()
    REQUIRE(loop.ends());      // nothing is left, the deadline's timer neither
    CHECK(attempt.told == 1);
    REQUIRE(attempt.socket);
    CHECK(attempt.socket->remote_endpoint() == acceptor.local_endpoint());
}

TEST_CASE("where nobody listens a dial is refused at once", "[net]") {
    Loop loop;
    const ClosedPort closed{loop.io};
    Attempt attempt;
    attempt.start(loop.io, closed.address());
    REQUIRE(loop.ends());
    CHECK(attempt.told == 1);
    REQUIRE(attempt.refusal);
    CHECK(attempt.refusal->reason == DialError::Refused);
    CHECK(attempt.refusal->text == "nobody listens on " + closed.address().to_text());
}

TEST_CASE("where there is no way a dial says so", "[net]") {
    Loop loop;
    Attempt attempt;
    attempt.start(loop.io, Address::parse("255.255.255.255:1").value());
    REQUIRE(loop.ends());
    CHECK(attempt.told == 1);
    REQUIRE(attempt.refusal);
    CHECK(attempt.refusal->reason == DialError::Unreachable);
    CHECK_THAT(attempt.refusal->text, ContainsSubstring("255.255.255.255:1: "));
}

TEST_CASE("a dial that nobody answers ends at its deadline", "[net]") {
    Loop loop;
    const DeafPort deaf{loop.io};
    Attempt attempt;
    const auto begin = std::chrono::steady_clock::now();
    attempt.start(loop.io, deaf.address(), 50ms);
    REQUIRE(loop.ends());
    CHECK(std::chrono::steady_clock::now() - begin >= 50ms);
    CHECK(attempt.told == 1);
    REQUIRE(attempt.refusal);
    CHECK(attempt.refusal->reason == DialError::TimedOut);
    CHECK_THAT(attempt.refusal->text, ContainsSubstring(deaf.address().to_text()));
}

TEST_CASE("one black-holed address does not delay the other dials", "[net]") {
    Loop loop;
    const DeafPort deaf{loop.io};
    const ClosedPort closed{loop.io};
    Attempt hopeless;
    Attempt refused;
    hopeless.start(loop.io, deaf.address(), 20s);
    refused.start(loop.io, closed.address());
    REQUIRE(loop.until([&] { return refused.told == 1; }));
    CHECK(hopeless.told == 0);
    hopeless.dial->cancel();
    CHECK(loop.ends());
}

TEST_CASE("a dial that is cancelled tells nothing, and nothing is left of it", "[net]") {
    Loop loop;
    const DeafPort deaf{loop.io};
    const ClosedPort closed{loop.io};
    tcp::acceptor acceptor{loop.io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    Attempt attempt;
    SECTION("while nobody answers") {
        attempt.start(loop.io, deaf.address());
        (void)loop.io.poll();
    }
    SECTION("before it began") { attempt.start(loop.io, deaf.address()); }
    SECTION("when the refusal is already on its way") { attempt.start(loop.io, closed.address()); }
    SECTION("when the socket is already connected") {
        attempt.start(loop.io, of(acceptor.local_endpoint()));
    }
    attempt.dial->cancel();
    attempt.dial->cancel();
    const std::weak_ptr watched = std::exchange(attempt.dial, nullptr);
    CHECK(loop.ends());
    CHECK(attempt.told == 0);
    CHECK(watched.expired());
}

TEST_CASE("a dial may be cancelled from its own answer, and later", "[net]") {
    Loop loop;
    const ClosedPort closed{loop.io};
    std::shared_ptr<Dial> dial;
    int told = 0;
    dial = Dial::start(loop.io, closed.address(), 20s, [&](auto) {
        ++told;
        dial->cancel();
    });
    REQUIRE(loop.ends());
    dial->cancel();
    CHECK(told == 1);
}

TEST_CASE("a dial lives on without anybody holding it", "[net]") {
    Loop loop;
    tcp::acceptor acceptor{loop.io, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
    Attempt attempt;
    attempt.start(loop.io, of(acceptor.local_endpoint()));
    attempt.dial = nullptr;
    REQUIRE(loop.ends());
    CHECK(attempt.socket);
}

TEST_CASE("an io_context that goes takes its dials along", "[net]") {
    Attempt attempt;
    {
        Loop loop;
        const DeafPort deaf{loop.io};
        attempt.start(loop.io, deaf.address());
        (void)loop.io.poll();
        attempt.dial = nullptr;
    }
    CHECK(attempt.told == 0);
}

TEST_CASE("a dial that reaches only itself has found nobody", "[net]") {
    // When one dials a free port of one's own machine, the system may choose this very port to dial
    // from, and TCP connects the socket with itself. It walks through its free ports, so that so
    // many attempts meet the case; those from the system's own choice are odd on Linux, those to
    // dial from even.
    constexpr int rounds = 100;
    constexpr int at_once = 200;
    Loop loop;
    const Address odd = ClosedPort{loop.io}.address();
    const Address even = odd.with_port(odd.port() ^ 1);
    int refused = 0;
    for (int i = 0; i < rounds; ++i) {
        for (int k = 0; k < at_once; ++k) {
            Dial::start(loop.io, even, 20s, [&](const Attempt::Outcome& outcome) {
                if (!outcome && outcome.error().reason == DialError::Refused) ++refused;
            });
        }
        REQUIRE(loop.ends());
    }
    CHECK(refused == rounds * at_once);
}

}  // namespace
