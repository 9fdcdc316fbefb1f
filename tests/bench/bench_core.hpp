// A real core, listening on loopback, as its program makes one; its limits are off.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <asio/io_context.hpp>
#include <cstdio>
#include <string>

#include "crowd.hpp"
#include "driver/driver.hpp"
#include "net/frame.hpp"
#include "net/switchboard.hpp"
#include "p2p/application.hpp"
#include "p2p/core_node.hpp"

// Takes what the core narrates away from standard output, where the figures go.
class Hush {
public:
    Hush() {
        (void)std::fflush(stdout);
        const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        (void)::dup2(nowhere, STDOUT_FILENO);
        (void)::close(nowhere);
    }
    Hush(const Hush&) = delete;
    Hush& operator=(const Hush&) = delete;
    ~Hush() {
        (void)std::fflush(stdout);
        (void)::dup2(stdout_, STDOUT_FILENO);
        (void)::close(stdout_);
    }

private:
    int stdout_ = ::dup(STDOUT_FILENO);
};

// Listens and says nothing.
class BenchApplication : public sbc::p2p::Application {
public:
    [[nodiscard]] std::string name() const override { return "bench"; }
    sbc::p2p::Actions published(sbc::p2p::MessageId, const std::string&, sbc::p2p::Source,
                                sbc::p2p::Moment) override {
        return {};
    }
};

class BenchCore {
public:
    explicit BenchCore(std::size_t edges)
        : node_{{.hello = hello(sbc::p2p::Role::Core, at_.port()),
                 .self = at_,
                 .max_edges = edges,
                 .relay = {.per_message = sbc::Duration{0}}},
                {&application_}} {}

    // Lets an edge join: its connection, and its hello.
    [[nodiscard]] bool let_join(Crowd& crowd) {
        if (!crowd.join(at_.port())) return false;
        poll();
        if (!crowd.say(crowd.size() - 1, framed(hello(sbc::p2p::Role::Edge, 0)))) return false;
        poll();
        return true;
    }
    void poll() { (void)io_.poll(); }
    [[nodiscard]] std::size_t edges() const { return node_.edges(); }

    // A message as it stands on the wire.
    [[nodiscard]] static sbc::Bytes framed(const sbc::p2p::Message& message) {
        sbc::Bytes frame;
        sbc::net::append_frame(frame, encode(message));
        return frame;
    }

private:
    [[nodiscard]] static sbc::p2p::Hello hello(sbc::p2p::Role role, std::uint16_t port) {
        return {.network = "bench",
                .role = role,
                .port = port,
                .id = sbc::p2p::NodeId{sbc::random64()},
                .applications = {"bench"}};
    }

    Hush hush_;
    asio::io_context io_;
    sbc::net::Switchboard board_{io_, {.connection = {}, .admission = {.max_connections = 0}}};
    sbc::net::Address at_ = board_.listen(sbc::net::Address::from("127.0.0.1", 0).value()).value();
    BenchApplication application_;
    sbc::p2p::CoreNode node_;
    sbc::driver::Driver<sbc::p2p::CoreNode> driver_{io_, board_, node_};
};
