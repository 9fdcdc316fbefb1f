#pragma once

#include <map>
#include <optional>

#include "application.hpp"
#include "p2p/keepalive.hpp"
#include "p2p/peer_list.hpp"
#include "relay.hpp"

namespace stage {

// #region settings
struct CoreSettings {
    Hello hello;                 // how it introduces itself
    Address self;                // where it listens
    std::vector<Address> seeds;  // cores to join, and to join again when they were lost
    std::size_t max_edges = 100;
    std::size_t want_cores = 4;  // with fewer, it dials those it has heard of; seeds in any case
    KeepaliveLimits keepalive;
    Duration hello_wait{5'000};  // so long a new connection may take to introduce itself
    RelayLimits relay{};
    bool naive = false;  // pass on whatever comes, as in the first sitting
};
// #endregion settings

// #region events
// A core: keeps the network together and carries what applications publish.
// Sans-IO: the driver tells it what happened, and carries out the actions that come back.
class CoreNode {
public:
    // The applications live longer than the node.
    CoreNode(CoreSettings settings, const std::vector<Application*>& applications);
    Actions opened(LinkId link, const Address& address, Direction direction, Moment moment);
    Actions dial_failed(const Address& to, const std::string& why, Moment moment);
    Actions received(LinkId link, sbc::ByteView payload, Moment moment);
    Actions closed(LinkId link, const std::string& why, Moment moment);
    Actions typed(const std::string& line, Moment moment);
    Actions on_time(Moment moment);
    Actions leave();
    // When on_time() wants to be called next; it may come earlier.
    [[nodiscard]] Instant deadline() const;
    // #endregion events

    // #region peer
private:
    struct Peer {
        Address address;  // a core: where it listens; an edge: where it comes from
        Direction direction = Direction::Accepted;
        Instant hello_by;  // until then it must have introduced itself
        Keepalive keepalive;
        std::optional<Hello> hello{};  // once it has
        std::uint64_t edges = 0;       // a core's load, as it says
        std::optional<Nonce> twin{};   // see settle()
    };
    // #endregion peer

    // #region members
    void handle(LinkId link, Peer& peer, const LinkMessage& message);
    void on_hello(LinkId link, Peer& peer, const Hello& hello, Moment moment);
    void on_core(LinkId link, const Peer& peer, Moment moment);
    void on_edge(LinkId link, const Peer& peer);
    void on_spread(LinkId link, const Peer& peer, const Spread& spread);
    void on_twin(LinkId link, Peer& peer, Nonce token);
    void settle(LinkId link, const Peer& peer, Nonce token);
    void pass_on(Spread spread, Source from);
    void on_direct(LinkId link, const Direct& direct);
    void carry_out(const Actions& wishes);
    void carry_out(const Publish& publish);
    void refuse(LinkId link, const std::string& reason, std::vector<Address> instead);
    void drop(LinkId link, const std::string& why, unsigned penalty);
    void forget(LinkId link, const std::string& why);
    void tell_all(const Message& message, std::optional<Role> only = std::nullopt);
    [[nodiscard]] bool wanted(const Address& core) const;
    [[nodiscard]] std::ptrdiff_t connections(const Address& core) const;
    [[nodiscard]] std::uint64_t edge_count() const;
    [[nodiscard]] std::vector<Address> known_cores() const;
    [[nodiscard]] std::vector<Address> less_loaded_cores() const;

    CoreSettings settings_;
    std::map<LinkId, Peer> peers_;
    PeerList cores_;
    Applications applications_;
    Relay relay_;
    std::uint64_t published_ = 0;  // messages of our own
    Moment moment_{};              // of the event that is being handled
    Outbox out_;
    // #endregion members
};

}  // namespace stage
