#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/host.hpp"
#include "sim/node_host.hpp"

namespace sbc::sim {

// How the network treats what is sent through it. It loses, doubles and reorders messages only:
// connections open and close as TCP sees to it, unless a partition lies between.
struct Weather {
    Duration least_latency{10};  // one way; drawn anew for each message, evenly
    Duration most_latency{50};
    double loss = 0;         // the probability that a message never arrives
    double duplication = 0;  // that it arrives twice
    bool reorders = false;   // whether messages of a link overtake each other; on TCP they do not
};

// Where a machine stands. Others dial its address if it listens there. Its calendar clock may be
// wrong.
struct Place {
    Address address;
    bool listens = false;
    std::chrono::seconds clock_error{0};
};

// What has passed, in all or at one host since it was added.
struct Traffic {
    std::uint64_t sent = 0;        // messages that a node handed over, for a link that was open
    std::uint64_t delivered = 0;   // messages that a node was handed, copies included
    std::uint64_t doubled = 0;     // messages that the weather delivered twice
    std::uint64_t lost = 0;        // to the weather, a partition or `on_message`
    std::uint64_t unsendable = 0;  // empty, or longer than a frame may be: never sent
    std::uint64_t bytes_sent = 0;
    std::uint64_t bytes_delivered = 0;
    std::uint64_t dials = 0;
    std::uint64_t failed_dials = 0;
    std::uint64_t opened = 0;     // links; each counts once in all, and once at either end
    std::uint64_t penalties = 0;  // points that nodes gave their peers when they closed
    friend bool operator==(const Traffic&, const Traffic&) = default;
};

// A message that is being sent, for `on_message` to look at, to alter or to lose.
struct Passing {
    HostId from;
    HostId to;
    LinkId link;
    ByteView bytes;
    std::optional<Bytes> instead{};
    bool lost = false;
};

// Why a run has ended.
enum class Ended {
    Satisfied,      // what run_until() was waiting for has come about
    TimeUp,         // the virtual time has passed
    TooManyEvents,  // nodes that never come to rest, or a bound that is too small
};

// How long a run may go on: in virtual time, and in events, each of which is one call of a node.
struct Bounds {
    static constexpr std::uint64_t many = 100'000'000;
    Duration time;
    std::uint64_t events = many;
    Duration look{10};  // so often run_until() looks whether it is satisfied
};

// Nodes without sockets and without waiting: the very objects that a driver runs on a real network,
// here under a virtual clock and on a network that delays, loses, reorders and doubles messages,
// falls apart and heals, and whose machines crash. Everything that happens follows from the seed
// and from the calls below: with the same ones a run repeats itself exactly.
//
// Knows nothing of any particular node (NodeHost says what shape it must have), nothing of frames
// and bandwidth, and bans nobody. Lives on one thread. No call below may be made from inside a
// node, nor from on_message or on_told; a function given to after() may call anything but run_….
class Network {
public:
    explicit Network(std::uint64_t seed, Weather weather = {});
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;
    ~Network();

    // #region hosts
    // A machine at this place, which starts its node at once. `make()` returns a unique_ptr to a
    // new node, here and at every restart; what it captures is the machine's disk.
    template <class Make>
    HostId add(const Place& place, Make make) {
        using Node = typename std::invoke_result_t<Make&>::element_type;
        return add_host(place, [make = std::move(make)]() mutable -> std::unique_ptr<Host> {
            return std::make_unique<NodeHost<Node>>(make());
        });
    }
    // The node itself; the host is up.
    template <class Node>
    [[nodiscard]] Node& node(HostId host) {
        return dynamic_cast<NodeHost<Node>&>(face(host)).node();
    }
    // Somebody types this line, or presses Ctrl+C. A host that is down or frozen does not notice.
    void type(HostId host, const std::string& line);
    void leave(HostId host);
    // The process ends without a word, and its node is gone. Its peers see their connections close
    // one latency later, unless a partition lies between: then as soon as they send something
    // that gets through.
    void crash(HostId host);
    void restart(HostId host);
    // Halted like a process that was sent SIGSTOP: does nothing, its connections stay, even new
    // ones come about; what arrives waits until thaw().
    void freeze(HostId host);
    void thaw(HostId host);
    // Neither crashed nor quit.
    [[nodiscard]] bool up(HostId host) const;
    [[nodiscard]] std::size_t hosts() const;
    // #endregion hosts

    // #region weather
    // May be changed at any time; what is under way keeps the time that it was given.
    Weather weather;
    // From now on nothing gets from one group to another; who is in none stands in a group with all
    // others who are in none. Connections across stay open until a node closes its end, of which
    // the other end is not told. Dials across fail after `dial_deadline`.
    void partition(const std::vector<std::vector<HostId>>& groups);
    void heal();
    static constexpr Duration dial_deadline{5'000};
    // Called for each message when it is sent, before weather and partitions.
    std::function<void(Passing&)> on_message;
    // #endregion weather

    // #region time
    [[nodiscard]] Instant now() const { return now_; }
    // The calendar, without anybody's clock error: begins on 1 January 2030.
    [[nodiscard]] std::chrono::sys_seconds wall() const;
    Ended run_for(Duration time, std::uint64_t events = Bounds::many);
    // Until `satisfied()`, which is looked at first of all and then at every Bounds::look.
    [[nodiscard]] Ended run_until(const std::function<bool()>& satisfied, Bounds bounds);
    // Does this when so much virtual time has passed.
    void after(Duration time, std::function<void()> what);
    // #endregion time

    // #region looking
    // The last lines that a node told, at most `max_told` of them; a restart keeps them.
    [[nodiscard]] const std::deque<std::string>& told(HostId host) const;
    std::size_t max_told = 100;
    std::function<void(HostId, const std::string& line)> on_told;
    [[nodiscard]] const Traffic& traffic() const;
    [[nodiscard]] const Traffic& traffic(HostId host) const;
    // The other ends of its connections, as this host sees them, in the order in which they opened.
    [[nodiscard]] std::vector<HostId> neighbours(HostId host) const;
    // Calls of nodes so far.
    [[nodiscard]] std::uint64_t events() const;
    // A hash of every event so far: what happened, when, to whom, with which bytes. Two runs with
    // the same history went the same way.
    [[nodiscard]] std::uint64_t history() const;
    // #endregion looking

private:
    friend class Hands;
    using MakeHost = std::function<std::unique_ptr<Host>()>;
    HostId add_host(const Place& place, MakeHost make);
    [[nodiscard]] Host& face(HostId host);

    struct World;
    static constexpr Instant beginning{std::chrono::hours{1}};
    Instant now_ = beginning;
    std::unique_ptr<World> world_;
};

}  // namespace sbc::sim
