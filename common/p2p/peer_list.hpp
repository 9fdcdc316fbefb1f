#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "net/address.hpp"
#include "p2p/backoff.hpp"

namespace sbc::p2p {

using net::Address;

struct PeerListLimits {
    std::size_t max_sources = 64;           // networks whose hints are kept
    std::size_t max_hints_per_source = 64;  // so that nobody crowds out the others
    std::size_t max_lost = 64;              // that were verified once, and are remembered
    std::size_t max_dials = 8;              // under way at once
    Duration dial_spacing{500};             // at most one dial in so long, whoever asks for it
    unsigned max_attempts = 3;              // then a hint is forgotten
    Duration shortest_wait{1'000};          // between attempts at one address
    Duration longest_wait{60'000};
};

// The cores of the network, as far as this node knows. What a peer tells is a hint and never an
// order: hints are kept in a bounded number for each source, dialed at a bounded rate in an order
// that no source decides, and count only once our own handshake with that address has succeeded.
// Only verified cores are told to others. Owns no socket, reads no clock.
//
// Graduated from lesson 02, where whoever sent a list replaced ours (`./course break 02 stranger`)
// and made us dial whatever he liked.
class PeerList {
public:
    explicit PeerList(PeerListLimits limits = {}) : limits_{limits} {}

    // This node itself: never dialed, never told as somebody else's.
    void add_self(const Address& self);
    // Named by the user: tried for ever, and before all others when it is its time.
    void add_seed(const Address& seed);
    // We dialed it, and it answers with our own id: not to be tried again, unless the user named
    // it. Anybody can claim an id, so only a bounded number is believed.
    void found_self(const Address& core);
    // A list from `source`, a host; those of an IPv6 /64 are one. How many of them are new to us.
    std::size_t hint(const std::string& source, const std::vector<Address>& cores);
    // A core that is connected says that it listens there: like a hint, but nobody else's hints
    // keep it out. To be withdrawn when it has gone, so that there are no more than connections.
    void claim(const Address& core);
    void withdraw(const Address& core);

    // Which candidates may be dialed at present: a node with enough neighbours wants none but
    // seeds.
    using Wanted = std::function<bool(const Address&)>;

    // The address to dial next, if it is time for one; it then counts as under way until one of
    // verified(), failed() or lost() is called for it. `fresh` is a random number.
    [[nodiscard]] std::optional<Address> next_dial(Instant now, std::uint64_t fresh,
                                                   const Wanted& wanted = any);
    // When next_dial() should be asked again, as long as the same are wanted.
    [[nodiscard]] Instant deadline(const Wanted& wanted = any) const;

    // We dialed it, and its hello fits.
    void verified(const Address& core);
    // Nobody there, or not one of us.
    void failed(const Address& core, Instant now, std::uint64_t fresh);
    // A verified core whose connection ended: a candidate again.
    void lost(const Address& core, Instant now);

    [[nodiscard]] std::vector<Address> verified_cores() const;
    [[nodiscard]] std::size_t candidates() const { return candidates_.size(); }

private:
    static bool any(const Address&) { return true; }

    struct Candidate {
        std::string source;  // a network; else see peer_list.cpp
        unsigned attempts = 0;
        Instant next_try{};
        Backoff backoff;
    };
    [[nodiscard]] bool known(const Address& core) const;
    void add_candidate(const Address& core, std::string source, Instant next_try);
    void forget(std::map<Address, Candidate>::iterator candidate);
    void make_room_for_lost();

    PeerListLimits limits_;
    std::set<Address> self_;
    std::size_t found_selves_ = 0;
    std::set<Address> seeds_;
    std::set<Address> verified_;
    std::map<Address, Candidate> candidates_;
    std::map<std::string, std::size_t> hints_of_;  // how many candidates each source has named
    std::map<Address, Candidate> dialing_;
    Instant next_dial_{};
};

}  // namespace sbc::p2p
