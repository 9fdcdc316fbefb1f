// Listening where only the system's administrator may.
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "catch.hpp"
#include "child.hpp"
#include "net/listener.hpp"

namespace {

using namespace sbc::net;

constexpr int was_refused = 20;  // exit codes of the child
constexpr int stayed_root = 21;

// The first port that everybody may open; 1024 where the system does not say.
int first_free_port() {
    int port = 1'024;
    std::ifstream{"/proc/sys/net/ipv4/ip_unprivileged_port_start"} >> port;
    return port;
}

TEST_CASE("a port that needs special rights is refused with which ports do not", "[net]") {
    constexpr std::uint16_t port = 1;
    if (first_free_port() <= port) {
        WARN("not tested: on this machine everybody may open every port");
        return;
    }
    // In a child process, which can give its rights away.
    const auto child = child::run([] {
        if (::geteuid() == 0 && ::setuid(65'534) != 0) return stayed_root;
        asio::io_context io;
        Admission admission{{}};
        const auto opened =
            Listener::open(io, Address::from("127.0.0.1", port).value(), admission,
                           [](asio::ip::tcp::socket, const Address&, Admission::Slot) {});
        if (opened) return 1;
        if (opened.error().reason != ListenError::NotAllowed) return 2;
        std::cout << opened.error().text << std::flush;
        return was_refused;
    });
    if (child.exit_code == stayed_root) {
        WARN("not tested: root cannot give its rights away here");
        return;
    }
    CHECK(child.exit_code == was_refused);
    CHECK_THAT(child.output, ContainsSubstring("cannot listen on 127.0.0.1:1: ") &&
                                 ContainsSubstring("ports below 1024 need special rights"));
}

}  // namespace
