#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/time.hpp"
#include "p2p/application_host.hpp"
#include "p2p/keepalive.hpp"
#include "p2p/node.hpp"
#include "p2p/peer_list.hpp"
#include "p2p/peer_table.hpp"
#include "p2p/relay.hpp"

namespace sbc::p2p {

struct CoreSettings {
    Hello hello{};                 // how it introduces itself; the applications are filled in
    Address self{};                // where it listens
    std::vector<Address> seeds{};  // cores to join, and to join again when they were lost
    std::size_t max_edges = 100;
    std::size_t max_cores = 64;  // connections with cores; more are refused
    std::size_t want_cores = 4;  // with fewer, it calls those it has heard of; seeds in any case
    KeepaliveLimits keepalive{};
    Duration hello_wait{5'000};  // so long a new connection may take to introduce itself
    RelayLimits relay{};
    PeerListLimits peer_list{};
};

// A core: keeps the network together and carries what applications publish. It is told what
// happened and answers with what to do; a driver or the simulator does it. Owns no socket, clock or
// dice, and its applications only by pointer: they live longer. One thread.
//
// Graduated from lesson 03; hardened: the address that a core claims counts only once we have
// called it there, also when another one claims the same; links with cores are bounded; what goes
// to many is encoded once; no event costs more than a look at the cores, however many edges there
// are, but for those that go to all of them.
class CoreNode {
public:
    CoreNode(CoreSettings settings, const std::vector<Application*>& applications);

    // A connection: the address that was dialed, or that it comes from.
    [[nodiscard]] Actions opened(LinkId link, const Address& address, Direction direction,
                                 Moment moment);
    [[nodiscard]] Actions dial_failed(const Address& to, const std::string& why, Moment moment);
    // One frame's payload. Whatever it is, the worst that happens is that the link is closed.
    [[nodiscard]] Actions received(LinkId link, ByteView payload, Moment moment);
    [[nodiscard]] Actions closed(LinkId link, const std::string& why, Moment moment);
    // A line from the keyboard: /who, /quit, or a command of an application.
    [[nodiscard]] Actions typed(const std::string& line, Moment moment);
    [[nodiscard]] Actions on_time(Moment moment);
    // Says goodbye to everybody.
    [[nodiscard]] Actions leave();
    // When on_time() wants to be called next; it may come earlier.
    [[nodiscard]] Instant deadline() const;

    // Values for those who look: a window, a test.
    [[nodiscard]] std::size_t cores() const { return peers_.cores(); }
    [[nodiscard]] std::size_t edges() const { return peers_.edges(); }
    [[nodiscard]] std::vector<Address> known_cores() const;
    [[nodiscard]] const PeerTable& peers() const { return peers_; }
    // So many of its neighbours are of no use to it at present, and do not count among want_cores:
    // it calls others in their place.
    void do_without(std::size_t cores);
    // Why the last core that we have called does not want us, and knows no other for us; empty:
    // none has said so. It may be called again, as a seed is; but for another network there is no
    // hope.
    [[nodiscard]] const std::string& refused() const { return refused_; }

private:
    void on_hello(LinkId link, const Peer& peer, const Hello& hello);
    void on_core(LinkId link);
    void on_edge(LinkId link);
    void handle(LinkId link, Peer& peer, const LinkMessage& message);
    void settle(LinkId link, const Peer& peer);
    void on_spread(LinkId link, const Peer& peer, const Spread& spread);
    void pass_on(Spread spread, Source from);
    [[nodiscard]] std::vector<LinkId> listeners(const std::string& application, Source from) const;
    void carry_out(Actions wishes);
    void publish(const Publish& publish);
    void refuse(LinkId link, const std::string& reason, std::vector<Address> instead);
    void drop(LinkId link, const std::string& why, unsigned penalty);
    void forget(LinkId link, const std::string& why);
    void show_who();
    [[nodiscard]] bool wanted(const Address& core) const;
    [[nodiscard]] std::vector<Address> places_elsewhere() const;
    [[nodiscard]] Actions done();

    CoreSettings settings_;
    ApplicationHost applications_;
    PeerTable peers_;
    PeerList cores_;
    Relay relay_;
    Instant next_dial_{};          // of cores_, kept:
    bool dials_changed_ = true;    // it changes with them and with our neighbours only
    std::uint64_t published_ = 0;  // messages of our own
    std::string refused_;
    std::size_t without_ = 0;
    Moment moment_{};  // of the event that is being handled
    Outbox out_;
};

}  // namespace sbc::p2p
