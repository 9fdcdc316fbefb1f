#pragma once

#include <array>
#include <map>
#include <unordered_map>

#include "sim/deadlines.hpp"
#include "sim/dice.hpp"
#include "sim/event_queue.hpp"
#include "sim/network.hpp"

namespace sbc::sim {

// What the network consists of. A link has two ends, each with an id of its own, as on two
// machines: 2n at the dialer and 2n + 1 at the machine that accepted.
struct Network::World {
    enum class State : std::uint8_t {
        Gone,     // or not there yet
        Dialing,  // nobody has answered yet
        Open,
        Closing,  // our node has closed it and will be told when that is done
    };
    struct End {
        HostId host;
        State state = State::Gone;
        Address peer;    // the address of the other end, as its node is told
        Instant from{};  // nothing arrives here before, not even out of order
        Instant last{};  // the latest arrival so far
    };
    struct Link {
        std::array<End, 2> ends;
        Instant dialed;
    };
    struct Machine {
        Place place;
        MakeHost make;
        std::unique_ptr<Host> host{};  // nothing while it is down
        bool quitting = false;         // its node is to go as soon as it has returned
        bool frozen = false;
        std::size_t group = 0;              // of the partition
        std::vector<std::uint64_t> ends{};  // that are not Gone, in the order in which they began
        std::vector<Event> waiting{};       // what has arrived since it was frozen
        std::deque<std::string> told{};
        Traffic traffic{};
        std::uint16_t dials = 0;  // gives each its own port
    };
    // An end and the one across.
    struct Found {
        End* here = nullptr;
        End* there = nullptr;
    };

    World(Network& owner, std::uint64_t seed)
        : network{owner}, now{owner.now_}, luck{seed}, fresh{luck.roll()} {}

    // world.cpp: what a node does.
    void dial(HostId host, const Address& to);
    void send(HostId host, LinkId link, Payload payload);
    void close(HostId host, LinkId link, unsigned penalty);
    void tell(HostId host, const std::string& line);
    void quit(HostId host);
    // And what is done to its machine.
    void start(HostId host);
    void fall(HostId host);
    void thaw(HostId host);

    // network.cpp: what happens next, and so on.
    Ended run(const std::function<bool()>* satisfied, const Bounds& bounds);
    void happen(Event event);

    // arrivals.cpp: what happens at the ends of links. An event arrives at a machine; its node is
    // told unless it is frozen.
    void arrive(Event event);
    void dial_arrives(std::uint64_t id);
    void dial_answered(std::uint64_t id);
    void message_arrives(Event event);
    void hand_over(HostId host, Event event);
    void deliver(const Event& event);
    void deliver_close(const Event& event, HostId host, const End& end);

    // Hands an event to the node of a host: `what(Host&, Clock, Hands)`.
    template <class Call>
    void call(HostId host, Call&& what) {
        ++events;
        what(*at(host).host, clock(host), Hands{network, host});
        settle(host);
    }
    void settle(HostId host);
    [[nodiscard]] Clock clock(HostId host) {
        return {now, wall() + at(host).place.clock_error, fresh.roll()};
    }
    void announce(std::uint64_t to, What what);
    void let_go(std::uint64_t id, End& end);
    [[nodiscard]] Found find(std::uint64_t id);
    [[nodiscard]] Found find_own(HostId host, LinkId link);
    [[nodiscard]] bool apart(HostId a, HostId b) const { return at(a).group != at(b).group; }
    [[nodiscard]] Machine& at(HostId host) { return machines[host.value()]; }
    [[nodiscard]] const Machine& at(HostId host) const { return machines[host.value()]; }
    [[nodiscard]] Instant after_latency();
    [[nodiscard]] std::chrono::sys_seconds wall() const;
    void count(HostId host, std::uint64_t Traffic::*what, std::uint64_t amount = 1);
    void record(What what, std::uint64_t id, ByteView bytes = {});

    Network& network;
    Instant& now;
    Dice luck;                     // the weather's
    Dice fresh;                    // the nodes'
    std::deque<Machine> machines;  // never moved
    std::map<Address, HostId> listeners;
    std::unordered_map<std::uint64_t, Link> links;  // by n; never walked through
    std::uint64_t last_link = 0;
    EventQueue queue;
    Deadlines deadlines;
    std::unordered_map<std::uint64_t, std::function<void()>> steps;
    std::uint64_t last_step = 0;
    Traffic traffic;
    std::uint64_t events = 0;
    std::uint64_t history = 0;
};

}  // namespace sbc::sim
