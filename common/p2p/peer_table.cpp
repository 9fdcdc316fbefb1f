#include "p2p/peer_table.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace sbc::p2p {

Peer& PeerTable::add(LinkId link, Peer peer) {
    next_check_ = std::min(next_check_, deadline_of(peer));
    return peers_.insert_or_assign(link, std::move(peer)).first->second;
}

Peer* PeerTable::find(LinkId link) {
    const auto found = peers_.find(link);
    return found == peers_.end() ? nullptr : &found->second;
}

void PeerTable::welcome(LinkId link, const Hello& hello, const Address& address) {
    Peer& peer = peers_.at(link);
    assert(!peer.hello);
    peer.hello = hello;
    peer.address = address;
    peer.proven = hello.role == Role::Core && peer.direction == Direction::Dialed;
    ++welcomed_;
    if (hello.role == Role::Core) cores_.insert(link);
    next_check_ = std::min(next_check_, deadline_of(peer));
}

void PeerTable::heard_pong(LinkId link, Nonce nonce, Instant now) {
    Peer& peer = peers_.at(link);
    peer.keepalive.on_pong(nonce, now);
    next_check_ = std::min(next_check_, deadline_of(peer));
}

std::optional<Peer> PeerTable::remove(LinkId link) {
    auto gone = peers_.extract(link);
    if (gone.empty()) return std::nullopt;
    if (gone.mapped().hello) --welcomed_;
    cores_.erase(link);
    return std::move(gone.mapped());
}

void PeerTable::clear() {
    peers_.clear();
    cores_.clear();
    welcomed_ = 0;
    next_check_ = never;
}

std::size_t PeerTable::connections(const Address& core) const {
    return static_cast<std::size_t>(std::count_if(cores_.begin(), cores_.end(), [&](LinkId link) {
        return peers_.at(link).address == core;
    }));
}

bool PeerTable::proven(const Address& core) const {
    return std::any_of(cores_.begin(), cores_.end(), [&](LinkId link) {
        const Peer& peer = peers_.at(link);
        return peer.proven && peer.address == core;
    });
}

std::vector<Address> PeerTable::less_loaded() const {
    std::vector<Address> found;
    for (const LinkId link : cores_) {
        const Peer& peer = peers_.at(link);
        const bool listed = std::find(found.begin(), found.end(), peer.address) != found.end();
        if (peer.proven && !listed && peer.edges < edges()) found.push_back(peer.address);
    }
    return found;
}

std::vector<LinkId> PeerTable::twins(LinkId link) const {
    const Peer& peer = peers_.at(link);
    std::vector<LinkId> found;
    for (const LinkId other : cores_) {
        const Peer& twin = peers_.at(other);
        if (twin.direction != peer.direction && twin.address == peer.address &&
            twin.hello->id == peer.hello->id) {
            found.push_back(other);
        }
    }
    return found;
}

std::optional<LinkId> PeerTable::on_token(LinkId link, Nonce token) {
    Peer& peer = peers_.at(link);
    peer.token = token;
    for (const LinkId other : twins(link)) {
        Peer& twin = peers_.at(other);
        if (twin.token != token) continue;
        peer.proven = twin.proven = true;
        return peer.direction == Direction::Dialed ? link : other;
    }
    return std::nullopt;
}

std::vector<LinkId> PeerTable::welcomed() const {
    std::vector<LinkId> links;
    links.reserve(welcomed_);
    for (const auto& [link, peer] : peers_) {
        if (peer.hello) links.push_back(link);
    }
    return links;
}

std::vector<LinkId> PeerTable::welcomed(Role role) const {
    if (role == Role::Core) return {cores_.begin(), cores_.end()};
    std::vector<LinkId> links = welcomed();
    std::erase_if(links, [this](LinkId link) { return cores_.contains(link); });
    return links;
}

std::vector<LinkId> PeerTable::listeners(const std::string& application,
                                         std::optional<LinkId> except) const {
    std::vector<LinkId> links;
    for (const auto& [link, peer] : peers_) {
        if (!peer.hello || link == except) continue;
        const auto& known = peer.hello->applications;
        if (peer.hello->role == Role::Core ||
            std::find(known.begin(), known.end(), application) != known.end()) {
            links.push_back(link);
        }
    }
    return links;
}

PeerTable::Due PeerTable::on_time(Instant now, Nonce fresh) {
    Due due;
    if (now < next_check_) return due;
    next_check_ = never;
    for (auto& [link, peer] : peers_) {
        if (!peer.hello) {
            if (now >= peer.hello_by) due.nameless.push_back(link);
        } else {
            const auto action = peer.keepalive.on_time(now, fresh);
            if (action == KeepaliveAction::SendPing) due.to_ping.push_back(link);
            if (action == KeepaliveAction::DropPeer) due.silent.push_back(link);
        }
        // Who is dropped now leaves the table; until then its old deadline would wake us for
        // nothing.
        if (deadline_of(peer) > now) next_check_ = std::min(next_check_, deadline_of(peer));
    }
    return due;
}

}  // namespace sbc::p2p
