#include "core_node.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace stage {

// #region start
using sbc::Tone;

CoreNode::CoreNode(CoreSettings settings) : settings_{std::move(settings)} {
    for (const Address& seed : settings_.seeds) {
        if (seed != settings_.self) seeds_.push_back({seed});
    }
}

Actions CoreNode::opened(LinkId link, const Address& address, Direction direction, Moment moment) {
    peers_.emplace(link, Peer{address, direction, moment.now + settings_.hello_wait,
                              Keepalive{settings_.keepalive, moment.now}});
    dialing_.erase(address);
    if (direction == Direction::Dialed) out_.send(link, settings_.hello);  // who calls speaks first
    return out_.take();
}

Actions CoreNode::dial_failed(const Address& to, const std::string& why, Moment) {
    dialing_.erase(to);
    cores_.remove(to);
    out_.tell(Tone::Faint, why);
    return out_.take();
}
// #endregion start

// #region received
Actions CoreNode::received(LinkId link, sbc::ByteView payload, Moment moment) {
    const auto found = peers_.find(link);
    if (found == peers_.end()) return {};  // we have hung up; this was still on its way
    Peer& peer = found->second;
    peer.keepalive.on_message(moment.now);
    const auto message = decode(payload);
    if (!message) {
        drop(link, message.error().text, 10);
    } else if (const auto* hello = std::get_if<Hello>(&*message)) {
        on_hello(link, peer, *hello, moment);
    } else if (const auto* refused = std::get_if<Refused>(&*message)) {
        drop(link, "it refuses us: " + sbc::printable(refused->reason), 0);
    } else if (!peer.hello) {
        drop(link, "it spoke before its hello", 10);
    } else {
        handle(link, peer, *message);
    }
    return out_.take();
}
// #endregion received

// #region hello
void CoreNode::on_hello(LinkId link, Peer& peer, const Hello& hello, Moment moment) {
    if (peer.hello) return drop(link, "a second hello", 10);
    if (const auto fits = check_hello(hello, settings_.hello); !fits) {
        return refuse(link, fits.error().text, {});
    }
    if (hello.role == Role::Edge && edge_count() >= settings_.max_edges) {
        return refuse(link, "this core is full", less_loaded_cores());
    }
    peer.hello = hello;
    if (peer.direction == Direction::Accepted) {
        if (hello.role == Role::Core) peer.address = peer.address.with_port(hello.port);
        out_.send(link, settings_.hello);
    }
    if (hello.role == Role::Core) on_core(link, peer, moment);
    if (hello.role == Role::Edge) on_edge(link, peer);
}

void CoreNode::refuse(LinkId link, const std::string& reason, std::vector<Address> instead) {
    out_.send(link, Refused{reason, std::move(instead)});
    drop(link, reason, 0);
}
// #endregion hello

// #region core-joined
void CoreNode::on_core(LinkId link, const Peer& peer, Moment moment) {
    for (Seed& seed : seeds_) {
        if (seed.address == peer.address) seed.backoff.reset();
    }
    cores_.add(peer.address);
    out_.tell(Tone::Good, "core " + peer.address.to_text() + " joined");
    out_.send(link, Load{edge_count()});
    tell_all(Cores{known_cores()});
    settle(link, peer, Nonce{moment.fresh});
}
// #endregion core-joined

// #region dial
void CoreNode::dial(const Address& core) {
    if (core == settings_.self || reaching(core)) return;
    if (dialing_.size() >= longest_core_list) return;
    dialing_.insert(core);
    out_.add(Dial{core});
}

// Connected, or about to be: a second attempt would end in a second connection.
bool CoreNode::reaching(const Address& core) const {
    return dialing_.contains(core) ||
           std::any_of(peers_.begin(), peers_.end(),
                       [&](const auto& entry) { return entry.second.address == core; });
}

bool CoreNode::connected(const Address& core) const {
    return std::any_of(peers_.begin(), peers_.end(), [&](const auto& entry) {
        return entry.second.hello && entry.second.address == core;
    });
}
// #endregion dial

// #region known-cores
std::vector<Address> CoreNode::known_cores() const {
    std::vector<Address> cores = cores_.all();
    std::erase(cores, settings_.self);
    if (!settings_.self.is_wildcard()) cores.insert(cores.begin(), settings_.self);
    if (cores.size() > longest_core_list) cores.resize(longest_core_list);
    return cores;
}
// #endregion known-cores

// #region handle
void CoreNode::handle(LinkId link, Peer& peer, const Message& message) {
    const bool core = peer.hello->role == Role::Core;  // some things are only for cores to say
    if (const auto* ping = std::get_if<Ping>(&message)) {
        out_.send(link, Pong{ping->nonce});
    } else if (const auto* pong = std::get_if<Pong>(&message)) {
        peer.keepalive.on_pong(pong->nonce);
    } else if (std::holds_alternative<GetCores>(message)) {
        out_.send(link, Cores{known_cores()});
    } else if (const auto* list = std::get_if<Cores>(&message); list && core) {
        cores_.replace(list->cores);
        cores_.add(peer.address);
        for (const Address& address : list->cores) dial(address);
    } else if (const auto* load = std::get_if<Load>(&message); load && core) {
        peer.edges = load->edges;
    } else if (const auto* twin = std::get_if<Twin>(&message); twin && core) {
        on_twin(link, peer, twin->token);
    } else if (const auto* line = std::get_if<Line>(&message)) {
        on_line(link, peer, *line);
    } else if (std::holds_alternative<Bye>(message)) {
        forget(link, "said goodbye");
        out_.add(Close{link});
    } else {
        drop(link, "that is not for it to say", 10);
    }
}
// #endregion handle

// #region settle
// Two cores that dial each other in the same moment have two connections. Equal ids hint at it, but
// anybody can claim an id. So the core with the smaller id sends one secret token down both:
// whoever gets it twice knows that both lead to the same core, and hangs up the one that it dialed
// itself.
void CoreNode::settle(LinkId link, const Peer& peer, Nonce token) {
    if (peer.hello->id < settings_.hello.id) return;  // the other core settles it
    for (const auto& [other, twin] : peers_) {
        if (twin.direction == peer.direction || twin.address != peer.address) continue;
        if (!twin.hello || twin.hello->id != peer.hello->id) continue;
        out_.send(link, Twin{token});
        out_.send(other, Twin{token});
    }
}

void CoreNode::on_twin(LinkId link, Peer& peer, Nonce token) {
    peer.twin = token;
    for (const auto& [other, twin] : peers_) {
        if (twin.twin != token || twin.direction == peer.direction) continue;
        const LinkId mine = peer.direction == Direction::Dialed ? link : other;
        return drop(mine, "one connection between us is enough", 0);
    }
}
// #endregion settle

// #region closed
Actions CoreNode::closed(LinkId link, const std::string& why, Moment) {
    const auto gone = peers_.find(link);
    if (gone != peers_.end() && !gone->second.hello) {
        out_.tell(Tone::Warn, gone->second.address.to_text() + " left before its hello: " + why);
    }
    forget(link, why);
    return out_.take();
}

void CoreNode::drop(LinkId link, const std::string& why, unsigned penalty) {
    out_.tell(Tone::Warn, "closing " + peers_.at(link).address.to_text() + ": " + why);
    forget(link, why);
    out_.add(Close{link, penalty});
}
// #endregion closed

// #region forget
void CoreNode::forget(LinkId link, const std::string& why) {
    const auto gone = peers_.extract(link);
    if (gone.empty() || !gone.mapped().hello) return;
    const Peer& peer = gone.mapped();
    if (peer.hello->role == Role::Edge) {
        out_.tell(Tone::Plain, "edge " + peer.address.to_text() + " left: " + why);
        tell_all(Load{edge_count()}, Role::Core);
    } else if (!connected(peer.address)) {
        cores_.remove(peer.address);
        out_.tell(Tone::Plain, "core " + peer.address.to_text() + " left: " + why);
        tell_all(Cores{known_cores()});
    }
}
// #endregion forget

// #region on-time
Actions CoreNode::on_time(Moment moment) {
    std::vector<std::pair<LinkId, std::string>> dead;
    for (auto& [link, peer] : peers_) {
        const auto due = peer.hello ? peer.keepalive.on_time(moment.now, Nonce{moment.fresh})
                                    : KeepaliveAction::Wait;
        if (due == KeepaliveAction::SendPing) out_.send(link, Ping{Nonce{moment.fresh}});
        if (due == KeepaliveAction::DropPeer) dead.emplace_back(link, "it does not answer");
        if (!peer.hello && moment.now >= peer.hello_by) dead.emplace_back(link, "no hello came");
    }
    for (const auto& [link, why] : dead) drop(link, why, 0);
    for (Seed& seed : seeds_) {
        if (reaching(seed.address) || moment.now < seed.next_dial) continue;
        dial(seed.address);
        seed.next_dial = moment.now + seed.backoff.next(moment.fresh);
    }
    return out_.take();
}
// #endregion on-time

// #region deadline
Instant CoreNode::deadline() const {
    Instant first = sbc::never;
    for (const auto& [link, peer] : peers_) {
        first = std::min(first, peer.hello ? peer.keepalive.deadline() : peer.hello_by);
    }
    for (const Seed& seed : seeds_) {
        if (!reaching(seed.address)) first = std::min(first, seed.next_dial);
    }
    return first;
}
// #endregion deadline

// #region edges
void CoreNode::on_edge(LinkId link, const Peer& peer) {
    out_.tell(Tone::Good, "edge " + peer.address.to_text() + " joined");
    out_.send(link, Cores{known_cores()});
    tell_all(Load{edge_count()}, Role::Core);
}

std::uint64_t CoreNode::edge_count() const {
    return static_cast<std::uint64_t>(std::count_if(peers_.begin(), peers_.end(), [](auto& entry) {
        return entry.second.hello && entry.second.hello->role == Role::Edge;
    }));
}

std::vector<Address> CoreNode::less_loaded_cores() const {
    std::vector<Address> cores;
    for (const auto& [link, peer] : peers_) {
        const bool core = peer.hello && peer.hello->role == Role::Core;
        if (core && peer.edges < edge_count()) cores.push_back(peer.address);
    }
    if (cores.size() > longest_core_list) cores.resize(longest_core_list);
    return cores;
}
// #endregion edges

// #region lines
// From an edge: to our other edges and to all cores. From a core: to our edges; every core is
// connected with every other, so nobody needs to pass it on twice.
void CoreNode::on_line(LinkId link, const Peer& peer, const Line& line) {
    const bool from_edge = peer.hello->role == Role::Edge;
    for (const auto& [other, target] : peers_) {
        if (!target.hello || other == link) continue;
        if (from_edge || target.hello->role == Role::Edge) out_.send(other, line);
    }
    if (from_edge) out_.send(link, Ack{line.id});
    out_.tell(Tone::Faint, "passing on a line of " + sbc::printable(line.from));
}

void CoreNode::tell_all(const Message& message, std::optional<Role> only) {
    for (const auto& [link, peer] : peers_) {
        const bool meant = peer.hello && (!only || peer.hello->role == *only);
        if (meant) out_.send(link, message);
    }
}
// #endregion lines

// #region prompt
Actions CoreNode::typed(const std::string& line, Moment) {
    if (line == "/quit") return leave();
    out_.tell(Tone::Title, "I am core " + settings_.self.to_text() + " (/who, /quit)");
    for (const auto& [link, peer] : peers_) {
        const std::string role = !peer.hello                      ? "?"
                                 : peer.hello->role == Role::Core ? "core"
                                                                  : "edge";
        out_.tell(Tone::Plain, "  connected: " + role + " " + peer.address.to_text());
    }
    for (const Address& core : known_cores()) out_.tell(Tone::Plain, "  listed: " + core.to_text());
    return out_.take();
}

Actions CoreNode::leave() {
    tell_all(Bye{});
    peers_.clear();
    out_.add(Quit{});
    return out_.take();
}
// #endregion prompt

}  // namespace stage
