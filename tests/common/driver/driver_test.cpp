// Nodes on real sockets, in child processes: there a driver may have the keyboard and the signals
// for itself, and one that does not end is ended by an alarm.
#include "driver/driver.hpp"

#include <fcntl.h>

#include <asio/post.hpp>
#include <csignal>
#include <thread>

#include "../net/child.hpp"
#include "../p2p/node_kit.hpp"
#include "nodes/scene.hpp"
#include "p2p/core_node.hpp"
#include "p2p/edge_node.hpp"

using namespace std::chrono_literals;
using namespace scene;
using sbc::driver::Driver;
using sbc::net::Switchboard;

namespace {

// Nobody types, but for this.
void type_in_advance(const std::string& keys = "") {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) ::_exit(100);
    if (::write(ends[1], keys.data(), keys.size()) != static_cast<ssize_t>(keys.size())) {
        ::_exit(101);
    }
    ::dup2(ends[0], STDIN_FILENO);  // the writing end stays open: no end of input
}
Address nobody_listens_here() {
    asio::io_context io;
    Switchboard network{io, {}};
    return network.listen(address(0)).value();
}

// Does what it was told before, and remembers how often it was called.
struct Toy {
    Actions opened(LinkId, const Address&, Direction, Moment) { return {}; }
    Actions dial_failed(const Address&, const std::string&, Moment) {
        wake = after_dial;
        return std::exchange(at_failure, {});
    }
    Actions received(LinkId, sbc::ByteView, Moment) { return {}; }
    Actions closed(LinkId, const std::string&, Moment) { return {}; }
    Actions typed(const std::string&, Moment) { return {}; }
    Actions on_time(Moment moment) {
        ++calls;
        last = moment.now;
        if (calls > 1) wake = sbc::never;
        return calls == 1 ? std::exchange(at_first, {}) : std::exchange(at_second, {});
    }
    Actions leave() { return {Quit{}}; }
    [[nodiscard]] sbc::Instant deadline() const { return wake; }

    Actions at_first{};
    Actions at_second{};
    Actions at_failure{};
    sbc::Instant wake = sbc::never;
    sbc::Instant after_dial = sbc::never;
    sbc::Instant last{};
    int calls = 0;
};
void run(Toy& toy) {
    asio::io_context io;
    Switchboard network{io, {}};
    Driver{io, network, toy}.run();
}

// An edge without a driver: what it has been told until its connection was closed.
struct Guest {
    Guest(asio::io_context& io, const Address& core) : network{io, {}} {
        network.observe({.opened =
                             [this](LinkId link, const Address&, Direction) {
                                 network.send(link, bytes(hello(Role::Edge, 2, 0, {"notes"})));
                             },
                         .dial_failed = [](const Address&, const std::string&) {},
                         .received =
                             [this](LinkId, sbc::ByteView payload) {
                                 last = std::string{sbc::as_text(payload)};
                             },
                         .closed = [](LinkId, const std::string&) {}});
        network.dial(core);
    }
    Switchboard network;
    std::string last;
};
// Presses Ctrl+C when somebody joins.
class Interrupted : public Notebook {
public:
    Actions joined(LinkId, Moment) override {
        std::raise(SIGINT);
        return {};
    }
};

// A core with this application; returns when it has ended.
void run_core(asio::io_context& io, Switchboard& network, const Address& self, Notebook& notes) {
    CoreSettings settings;
    settings.hello = hello(Role::Core, 1, self.port());
    settings.self = self;
    CoreNode node{settings, {&notes}};
    Driver{io, network, node}.run();
}
void run_edge(const Address& core, Notebook& notes) {
    asio::io_context io;
    Switchboard network{io, {}};
    EdgeSettings settings;
    settings.hello = hello(Role::Edge, 2);
    settings.cores = {core};
    EdgeNode node{settings, {&notes}};
    Driver{io, network, node}.run();
}

}  // namespace

TEST_CASE("what an edge publishes comes to its core, and the edge is told so", "[driver]") {
    const auto ended = child::run([] {
        type_in_advance();
        asio::io_context io;
        Switchboard network{io, {}};
        const Address self = network.listen(address(0)).value();
        Notebook at_core;
        Notebook at_edge;
        at_core.wishes["published"] = {Quit{}};
        at_edge.wishes["joined"] = {Publish{"notes", R"({"text":"hello"})"}};
        at_edge.wishes["delivered"] = {Quit{}};
        std::thread core{[&] { run_core(io, network, self, at_core); }};
        run_edge(self, at_edge);
        core.join();
        return at_core.count("published") == 1 && at_edge.count("delivered") == 1 ? 0 : 1;
    });
    INFO(ended.output);
    CHECK(ended.exit_code == 0);
}

TEST_CASE("Ctrl+C ends a node, after it has said goodbye", "[driver]") {
    const auto ended = child::run([] {
        type_in_advance();
        asio::io_context io;
        Switchboard network{io, {}};
        const Address self = network.listen(address(0)).value();
        Interrupted at_core;
        Guest guest{io, self};
        run_core(io, network, self, at_core);
        return guest.last == R"({"type":"bye"})" ? 0 : 1;
    });
    INFO(ended.output);
    CHECK(ended.exit_code == 0);
}

TEST_CASE("/quit at the keyboard ends a node, whatever is typed after it", "[driver]") {
    const auto ended = child::run([] {
        type_in_advance("/who\n/quit\n/who\nsay more\n");
        asio::io_context io;
        Switchboard network{io, {}};
        const Address self = network.listen(address(0)).value();
        Notebook notes;
        run_core(io, network, self, notes);
        return 0;
    });
    CHECK(ended.exit_code == 0);
    CHECK_THAT(ended.output, ContainsSubstring("I am core 127.0.0.1:"));
}

TEST_CASE("a node is called in time when its deadline moves nearer", "[driver]") {
    const auto ended = child::run([] {
        type_in_advance();
        const auto begun = std::chrono::steady_clock::now();
        Toy toy;
        toy.wake = begun + 1h;
        toy.at_first = {Dial{nobody_listens_here()}};
        toy.after_dial = begun;
        toy.at_second = {Quit{}};
        run(toy);
        return toy.calls == 2 ? 0 : 1;
    });
    CHECK(ended.exit_code == 0);
}

TEST_CASE("a node is not called before its deadline, nor again and again", "[driver]") {
    const auto ended = child::run([] {
        type_in_advance();
        const auto begun = std::chrono::steady_clock::now();
        Toy toy;
        toy.wake = begun + 30ms;
        toy.at_second = {Quit{}};
        run(toy);
        return toy.calls == 2 && toy.last >= begun + 30ms ? 0 : 1;
    });
    CHECK(ended.exit_code == 0);
}

TEST_CASE("a node that has quit is not called any more, though its time had come", "[driver]") {
    const auto ended = child::run([] {
        type_in_advance();
        Toy toy;
        toy.at_first = {Dial{nobody_listens_here()}};
        toy.wake = std::chrono::steady_clock::now();  // fires in the same turn as the dial fails
        toy.at_failure = {Quit{}};
        toy.at_second = {Tell{Tone::Bad, "called after the end"}};
        run(toy);
        return toy.calls == 1 ? 0 : 1;
    });
    INFO(ended.output);
    CHECK(ended.exit_code == 0);
}

TEST_CASE("a node that has quit is not woken by what another thread has posted", "[driver]") {
    const auto ended = child::run([] {
        asio::io_context io;
        Switchboard network{io, {}};
        Toy toy;
        toy.at_second = {Dial{nobody_listens_here()}};
        Driver driver{io, network, toy};
        asio::post(io, [&] {
            driver.leave();
            driver.wake();  // as a stamp does that was found too late
        });
        driver.run_behind([](const sbc::p2p::Tell&) {});
        return toy.calls == 1 ? 0 : 1;
    });
    INFO(ended.output);
    CHECK(ended.exit_code == 0);
}
