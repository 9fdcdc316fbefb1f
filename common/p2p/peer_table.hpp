#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "net/address.hpp"
#include "net/link_id.hpp"
#include "p2p/hello.hpp"
#include "p2p/keepalive.hpp"

namespace sbc::p2p {

using net::Address;
using net::Direction;
using net::LinkId;

// One connection of a core, as far as it has got.
struct Peer {
    Address address;  // a core: where it listens; an edge: where it comes from
    Direction direction = Direction::Accepted;
    Instant hello_by;  // until then it must have introduced itself
    Keepalive keepalive;
    std::optional<Hello> hello{};  // once it has
    std::uint64_t edges = 0;       // a core's load, as it says
    std::optional<Nonce> token{};  // that came down this connection, see on_token()
    bool proven = false;           // a core that does listen at this address: we have called it
};

// The connections of one core, and what is asked about them all the time: how many edges, which
// cores, who carries which application, and when the first of them wants attention. Keeps the
// answers instead of looking through thousands of edges.
class PeerTable {
public:
    Peer& add(LinkId link, Peer peer);
    [[nodiscard]] Peer* find(LinkId link);
    // The handshake is done. Address and hello do not change any more.
    void welcome(LinkId link, const Hello& hello, const Address& address);
    // This link is there. After an answer the next ping may be due before the answer was.
    void heard_pong(LinkId link, Nonce nonce, Instant now);
    std::optional<Peer> remove(LinkId link);
    void clear();

    [[nodiscard]] std::size_t edges() const { return welcomed_ - cores_.size(); }
    [[nodiscard]] std::size_t cores() const { return cores_.size(); }
    // Welcomed cores that say they listen there; anybody may say so.
    [[nodiscard]] std::size_t connections(const Address& core) const;
    // Whether one of these has been called there by us.
    [[nodiscard]] bool proven(const Address& core) const;

    // Proven cores with fewer edges than we have, as their last word was: where an edge may try.
    [[nodiscard]] std::vector<Address> less_loaded() const;

    // Two connections with one core, one dialed by either (docs/protocol.md, section 4): the other
    // connections that look like this core's own.
    [[nodiscard]] std::vector<LinkId> twins(LinkId link) const;
    // A token came down this connection. When it came down a twin, too, both lead to the same core:
    // the one of them that we dialed and may close; the other one is then proven.
    [[nodiscard]] std::optional<LinkId> on_token(LinkId link, Nonce token);

    [[nodiscard]] const std::map<LinkId, Peer>& all() const { return peers_; }
    // Everybody who is welcome, or only these.
    [[nodiscard]] std::vector<LinkId> welcomed() const;
    [[nodiscard]] std::vector<LinkId> welcomed(Role role) const;
    // All cores, and the edges that carry this application; but not `except`.
    [[nodiscard]] std::vector<LinkId> listeners(const std::string& application,
                                                std::optional<LinkId> except) const;

    // What silence calls for now.
    struct Due {
        std::vector<LinkId> to_ping;
        std::vector<LinkId> silent;    // they owe us a pong
        std::vector<LinkId> nameless;  // they have not introduced themselves in time
    };
    // `fresh` is the nonce of all these pings.
    [[nodiscard]] Due on_time(Instant now, Nonce fresh);
    // When on_time() wants to be called next; it may come earlier. Never later than the first true
    // deadline: what has been heard since, but for pongs, only moves it away.
    [[nodiscard]] Instant deadline() const { return next_check_; }

private:
    [[nodiscard]] static Instant deadline_of(const Peer& peer) {
        return peer.hello ? peer.keepalive.deadline() : peer.hello_by;
    }
    std::map<LinkId, Peer> peers_;
    std::set<LinkId> cores_;  // welcomed
    std::size_t welcomed_ = 0;
    Instant next_check_ = never;
};

}  // namespace sbc::p2p
