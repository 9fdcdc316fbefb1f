// The limit that broadcast_bench and relay_bench measure against: the same bytes written to one
// socket after the other. It contains none of the course's code, bounds nothing, and gives up where
// a socket does not take all at once.
#pragma once

#include <cstddef>
#include <vector>

#include "crowd.hpp"

template <class Bytes>
bool write_to_all(const std::vector<int>& sockets, const Bytes& bytes) {
    for (const int socket : sockets) {
        const auto count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count != static_cast<ssize_t>(bytes.size())) return false;
    }
    return true;
}

// A crowd, and its accepted ends to be written to.
class BareHall {
public:
    explicit BareHall(std::size_t connections) {
        const int acceptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        auto* const address = reinterpret_cast<sockaddr*>(&at);
        (void)::bind(acceptor, address, sizeof at);
        (void)::listen(acceptor, SOMAXCONN);
        (void)::getsockname(acceptor, address, &size);
        while (sockets.size() < connections && crowd.join(ntohs(at.sin_port))) {
            sockets.push_back(::accept4(acceptor, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
            const int yes = 1;
            (void)::setsockopt(sockets.back(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        }
        (void)::close(acceptor);
    }
    ~BareHall() {
        for (const int socket : sockets) (void)::close(socket);
    }
    BareHall(const BareHall&) = delete;
    BareHall& operator=(const BareHall&) = delete;

    Crowd crowd;
    std::vector<int> sockets;
};
