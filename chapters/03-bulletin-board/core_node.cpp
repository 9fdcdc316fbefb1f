#include "core_node.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace stage {

// #region start
using sbc::Tone;

CoreNode::CoreNode(CoreSettings settings, const std::vector<Application*>& applications)
    : settings_{std::move(settings)}, relay_{settings_.relay} {
    cores_.add_self(settings_.self);
    for (const Address& seed : settings_.seeds) cores_.add_seed(seed);
    for (Application* application : applications) applications_[application->name()] = application;
    for (const auto& [name, application] : applications_)
        settings_.hello.applications.push_back(name);
}

Actions CoreNode::opened(LinkId link, const Address& address, Direction direction, Moment moment) {
    peers_.emplace(link, Peer{address, direction, moment.now + settings_.hello_wait,
                              Keepalive{settings_.keepalive, moment.now}});
    if (direction == Direction::Dialed) out_.send(link, settings_.hello);  // who calls speaks first
    return out_.take();
}

Actions CoreNode::dial_failed(const Address& to, const std::string& why, Moment moment) {
    cores_.failed(to, moment.now, moment.fresh);
    out_.tell(Tone::Faint, why);
    return out_.take();
}
// #endregion start

// #region received
Actions CoreNode::received(LinkId link, sbc::ByteView payload, Moment moment) {
    const auto found = peers_.find(link);
    if (found == peers_.end()) return {};  // we have hung up; this was still on its way
    moment_ = moment;
    Peer& peer = found->second;
    peer.keepalive.on_message(moment.now);
    const auto message = decode(payload);
    const auto* said = message ? std::get_if<LinkMessage>(&*message) : nullptr;
    if (!message) {
        drop(link, message.error().text, 10);
    } else if (const auto* hello = std::get_if<Hello>(said)) {
        on_hello(link, peer, *hello, moment);
    } else if (const auto* refused = std::get_if<Refused>(said)) {
        drop(link, "it refuses us: " + sbc::printable(refused->reason), 0);
    } else if (!peer.hello) {
        drop(link, "it spoke before its hello", 10);
    } else if (said != nullptr) {
        handle(link, peer, *said);
    } else if (const auto* spread = std::get_if<Spread>(&*message)) {
        on_spread(link, peer, *spread);
    } else if (const auto* direct = std::get_if<Direct>(&*message)) {
        on_direct(link, *direct);
    }
    return out_.take();
}
// #endregion received

// #region hello
void CoreNode::on_hello(LinkId link, Peer& peer, const Hello& hello, Moment moment) {
    if (peer.hello) return drop(link, "a second hello", 10);
    if (const auto fits = check_hello(hello, settings_.hello); !fits) {
        const bool myself = fits.error().reason == HelloError::Myself;
        if (myself && peer.direction != Direction::Dialed) return out_.send(link, settings_.hello);
        if (myself) cores_.add_self(peer.address);
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
    for (const std::string& name : hello.applications) {
        if (applications_.contains(name)) carry_out(applications_.at(name)->joined(link, moment));
    }
}
// #endregion hello

// #region refuse
void CoreNode::refuse(LinkId link, const std::string& reason, std::vector<Address> instead) {
    out_.send(link, Refused{reason, std::move(instead)});
    drop(link, reason, 0);
}
// #endregion refuse

// #region core-joined
void CoreNode::on_core(LinkId link, const Peer& peer, Moment moment) {
    if (peer.direction == Direction::Dialed) cores_.verified(peer.address);
    cores_.hint(peer.address.host(), {peer.address});  // to be called, unless it has been
    const bool first = connections(peer.address) == 1;
    if (first) out_.tell(Tone::Good, "core " + peer.address.to_text() + " joined");
    out_.send(link, Load{edge_count()});
    tell_all(Cores{known_cores()});
    settle(link, peer, Nonce{moment.fresh});
}
// #endregion core-joined

// #region dial
// Whom of those we have heard of we call: seeds, others while we have few neighbours, and whoever
// is connected and says that it listens there. Until our own call is answered, we do not pass it
// on.
bool CoreNode::wanted(const Address& core) const {
    const auto& seeds = settings_.seeds;
    const bool seed = std::find(seeds.begin(), seeds.end(), core) != seeds.end();
    return seed || connections(core) > 0 || peers_.size() - edge_count() < settings_.want_cores;
}

std::ptrdiff_t CoreNode::connections(const Address& core) const {
    return std::count_if(peers_.begin(), peers_.end(), [&](const auto& entry) {
        return entry.second.hello && entry.second.address == core;
    });
}
// #endregion dial

// #region known-cores
std::vector<Address> CoreNode::known_cores() const {
    std::vector<Address> cores = cores_.verified_cores();
    if (!settings_.self.is_wildcard()) cores.insert(cores.begin(), settings_.self);
    if (cores.size() > longest_core_list) cores.resize(longest_core_list);
    return cores;
}
// #endregion known-cores

// #region handle
void CoreNode::handle(LinkId link, Peer& peer, const LinkMessage& message) {
    const bool core = peer.hello->role == Role::Core;  // some things are only for cores to say
    if (const auto* ping = std::get_if<Ping>(&message)) {
        out_.send(link, Pong{ping->nonce});
    } else if (const auto* pong = std::get_if<Pong>(&message)) {
        peer.keepalive.on_pong(pong->nonce, moment_.now);
    } else if (std::holds_alternative<GetCores>(message)) {
        out_.send(link, Cores{known_cores()});
    } else if (const auto* list = std::get_if<Cores>(&message); list && core) {
        cores_.hint(peer.address.host(), list->cores);
    } else if (const auto* load = std::get_if<Load>(&message); load && core) {
        peer.edges = load->edges;
    } else if (const auto* twin = std::get_if<Twin>(&message); twin && core) {
        on_twin(link, peer, twin->token);
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
        forget(mine, "one connection between us is enough");
        return out_.add(Close{mine});
    }
}
// #endregion settle

// #region closed
Actions CoreNode::closed(LinkId link, const std::string& why, Moment moment) {
    moment_ = moment;
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
    if (gone.empty()) return;
    const Peer& peer = gone.mapped();
    relay_.forget(link);
    const bool dialed = peer.direction == Direction::Dialed;
    if (dialed && !peer.hello) cores_.failed(peer.address, moment_.now, moment_.fresh);
    if (!peer.hello) return;
    for (const auto& [name, application] : applications_) carry_out(application->left(link));
    if (peer.hello->role == Role::Edge) {
        out_.tell(Tone::Plain, "edge " + peer.address.to_text() + " left: " + why);
        tell_all(Load{edge_count()}, Role::Core);
    } else if (connections(peer.address) == 0) {
        cores_.lost(peer.address, moment_.now);
        out_.tell(Tone::Plain, "core " + peer.address.to_text() + " left: " + why);
        tell_all(Cores{known_cores()});
    }
}
// #endregion forget

// #region on-time
Actions CoreNode::on_time(Moment moment) {
    moment_ = moment;
    std::vector<std::pair<LinkId, std::string>> dead;
    for (auto& [link, peer] : peers_) {
        const auto due = peer.hello ? peer.keepalive.on_time(moment.now, Nonce{moment.fresh})
                                    : KeepaliveAction::Wait;
        if (due == KeepaliveAction::SendPing) out_.send(link, Ping{Nonce{moment.fresh}});
        if (due == KeepaliveAction::DropPeer) dead.emplace_back(link, "it does not answer");
        if (!peer.hello && moment.now >= peer.hello_by) dead.emplace_back(link, "no hello came");
    }
    for (const auto& [link, why] : dead) drop(link, why, 0);
    const auto wants = [this](const Address& core) { return wanted(core); };
    if (const auto core = cores_.next_dial(moment.now, moment.fresh, wants)) out_.add(Dial{*core});
    for (const auto& [name, application] : applications_) carry_out(application->on_time(moment));
    return out_.take();
}
// #endregion on-time

// #region deadline
Instant CoreNode::deadline() const {
    Instant first = cores_.deadline([this](const Address& core) { return wanted(core); });
    for (const auto& [link, peer] : peers_) {
        first = std::min(first, peer.hello ? peer.keepalive.deadline() : peer.hello_by);
    }
    for (const auto& [name, application] : applications_)
        first = std::min(first, application->deadline());
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

// #region spread
// An edge keeps its message until this Ack, and may send it twice: so a repeat is acknowledged,
// too.
void CoreNode::on_spread(LinkId link, const Peer& peer, const Spread& spread) {
    const auto verdict = settings_.naive ? RelayVerdict::PassOn
                                         : relay_.judge(link, spread.id, spread.hops, moment_.now);
    const bool taken = verdict == RelayVerdict::PassOn || verdict == RelayVerdict::Seen;
    if (taken && peer.hello->role == Role::Edge) out_.send(link, Ack{spread.id});
    if (verdict != RelayVerdict::PassOn) return;
    out_.tell(Tone::Faint, "passing on a message of " + sbc::printable(spread.application));
    pass_on(spread, {link});
}
// #endregion spread

// #region pass-on
// To all cores but the one it came from, and to those edges that can do something with it.
void CoreNode::pass_on(Spread spread, Source from) {
    ++spread.hops;
    for (const auto& [link, peer] : peers_) {
        if (!peer.hello || link == from.link) continue;
        const auto& known = peer.hello->applications;
        const bool useful =
            std::find(known.begin(), known.end(), spread.application) != known.end();
        if (peer.hello->role == Role::Core || useful) out_.send(link, spread);
    }
    const auto found = applications_.find(spread.application);
    if (found == applications_.end()) return;
    carry_out(found->second->published(spread.id, spread.body, from, moment_));
}
// #endregion pass-on

// #region applications
void CoreNode::on_direct(LinkId link, const Direct& direct) {
    const auto found = applications_.find(direct.application);
    if (found == applications_.end()) return;  // not for us, and nothing to be blamed for
    carry_out(found->second->direct(link, direct.body, moment_));
}

void CoreNode::carry_out(const Actions& wishes) {
    for (const Action& wish : wishes) {
        if (const auto* publish = std::get_if<Publish>(&wish)) {
            carry_out(*publish);
        } else {
            out_.add(wish);
        }
    }
}

void CoreNode::carry_out(const Publish& publish) {
    const MessageId id{moment_.fresh + ++published_};
    relay_.remember(id, moment_.now);
    pass_on({publish.application, id, 0, publish.body}, {});
}
// #endregion applications

// #region tell-all
void CoreNode::tell_all(const Message& message, std::optional<Role> only) {
    for (const auto& [link, peer] : peers_) {
        const bool meant = peer.hello && (!only || peer.hello->role == *only);
        if (meant) out_.send(link, message);
    }
}
// #endregion tell-all

// #region prompt
Actions CoreNode::typed(const std::string& line, Moment moment) {
    moment_ = moment;
    if (line == "/quit") return leave();
    for (const auto& [name, application] : applications_) {
        const Actions wishes = application->typed(line, moment);
        carry_out(wishes);
        if (!wishes.empty()) break;
    }
    if (line != "/who") return out_.take();
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
