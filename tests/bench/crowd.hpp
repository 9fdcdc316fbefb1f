// Thousands of bare sockets that are connected to one address: the other ends of what the benches
// of many connections measure. Plain POSIX; nothing of the course's code.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <vector>

class Crowd {
public:
    Crowd() = default;
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;
    // Resets, so that no port has to wait for minutes before it is free again.
    ~Crowd() {
        const linger reset{.l_onoff = 1, .l_linger = 0};
        for (const int socket : sockets_) {
            (void)::setsockopt(socket, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
            (void)::close(socket);
        }
    }

    // Whether this process may have both ends of so many connections; lifts its own limit if it
    // can.
    [[nodiscard]] static bool may_hold(std::size_t connections) {
        const rlim_t wanted = 2 * connections + 100;
        rlimit limit{};
        if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return false;
        if (limit.rlim_cur >= wanted) return true;
        limit.rlim_cur = wanted;
        return wanted <= limit.rlim_max && ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
    }
    static constexpr const char* too_few_descriptors =
        "both ends of all connections need more open files than `ulimit -Hn` allows here";

    // One more connection to that port of 127.0.0.1.
    [[nodiscard]] bool join(std::uint16_t port) {
        const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (socket < 0) return false;
        sockets_.push_back(socket);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    }

    // Writes to the one that came as number `who`, from 0.
    template <class Bytes>
    [[nodiscard]] bool say(std::size_t who, const Bytes& bytes) const {
        const auto count = ::send(sockets_.at(who), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        return count == static_cast<ssize_t>(bytes.size());
    }
    // Writes the same to each of them.
    template <class Bytes>
    [[nodiscard]] bool all_say(const Bytes& bytes) const {
        for (std::size_t who = 0; who < sockets_.size(); ++who) {
            if (!say(who, bytes)) return false;
        }
        return true;
    }

    // Takes what has come for each of them, and counts it in bytes.
    [[nodiscard]] std::size_t drain() {
        std::size_t bytes = 0;
        for (const int socket : sockets_) {
            for (ssize_t count = 0;
                 (count = ::recv(socket, buffer_.data(), buffer_.size(), MSG_DONTWAIT)) > 0;) {
                bytes += static_cast<std::size_t>(count);
                if (static_cast<std::size_t>(count) < buffer_.size()) break;
            }
        }
        return bytes;
    }

    [[nodiscard]] std::size_t size() const { return sockets_.size(); }

private:
    std::vector<int> sockets_;
    std::vector<char> buffer_ = std::vector<char>(65'536);
};
