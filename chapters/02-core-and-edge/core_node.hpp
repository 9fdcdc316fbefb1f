#pragma once

#include <map>
#include <optional>

#include "backoff.hpp"
#include "keepalive.hpp"
#include "node.hpp"
#include "peer_list.hpp"

namespace stage {

// #region settings
struct CoreSettings {
    Hello hello;                 // how it introduces itself
    Address self;                // where it listens
    std::vector<Address> seeds;  // cores to join, and to join again when they were lost
    std::size_t max_edges = 100;
    KeepaliveLimits keepalive;
    Duration hello_wait{5'000};  // so long a new connection may take to introduce itself
};
// #endregion settings

// #region events
// A core: keeps the network together and carries the lines of the edges that hang on it.
// Sans-IO: the driver tells it what happened, and carries out the actions that come back.
class CoreNode {
public:
    explicit CoreNode(CoreSettings settings);
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
    struct Seed {
        Address address;
        Instant next_dial{};
        Backoff backoff{};
    };
    // #endregion peer

    // #region members
    void handle(LinkId link, Peer& peer, const Message& message);
    void on_hello(LinkId link, Peer& peer, const Hello& hello, Moment moment);
    void on_core(LinkId link, const Peer& peer, Moment moment);
    void on_edge(LinkId link, const Peer& peer);
    void on_line(LinkId link, const Peer& peer, const Line& line);
    void on_twin(LinkId link, Peer& peer, Nonce token);
    void settle(LinkId link, const Peer& peer, Nonce token);
    void dial(const Address& core);
    void refuse(LinkId link, const std::string& reason, std::vector<Address> instead);
    void drop(LinkId link, const std::string& why, unsigned penalty);
    void forget(LinkId link, const std::string& why);
    void tell_all(const Message& message, std::optional<Role> only = std::nullopt);
    [[nodiscard]] bool reaching(const Address& core) const;
    [[nodiscard]] bool connected(const Address& core) const;
    [[nodiscard]] std::uint64_t edge_count() const;
    [[nodiscard]] std::vector<Address> known_cores() const;
    [[nodiscard]] std::vector<Address> less_loaded_cores() const;

    CoreSettings settings_;
    std::map<LinkId, Peer> peers_;
    PeerList cores_;
    std::vector<Seed> seeds_;
    std::set<Address> dialing_;
    Outbox out_;
    // #endregion members
};

}  // namespace stage
