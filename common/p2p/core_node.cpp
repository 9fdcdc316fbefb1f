#include "p2p/core_node.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"

namespace sbc::p2p {
namespace {

constexpr unsigned broken_message_penalty = 10;

}  // namespace

CoreNode::CoreNode(CoreSettings settings, const std::vector<Application*>& applications)
    : settings_{std::move(settings)},
      applications_{applications},
      cores_{settings_.peer_list},
      relay_{settings_.relay} {
    settings_.hello.applications = applications_.names();
    cores_.add_self(settings_.self);
    for (const Address& seed : settings_.seeds) cores_.add_seed(seed);
}

// --- events --------------------------------------------------------------------------------------

Actions CoreNode::opened(LinkId link, const Address& address, Direction direction, Moment moment) {
    moment_ = moment;
    peers_.add(link, {.address = address,
                      .direction = direction,
                      .hello_by = moment.now + settings_.hello_wait,
                      .keepalive = Keepalive{settings_.keepalive, moment.now}});
    if (direction == Direction::Dialed) out_.send(link, settings_.hello);  // who calls speaks first
    return done();
}

Actions CoreNode::dial_failed(const Address& to, const std::string& why, Moment moment) {
    moment_ = moment;
    cores_.failed(to, moment.now, moment.fresh);
    dials_changed_ = true;
    out_.tell(Tone::Faint, why);
    return done();
}

Actions CoreNode::received(LinkId link, ByteView payload, Moment moment) {
    moment_ = moment;
    Peer* peer = peers_.find(link);
    if (peer == nullptr) return {};  // we have hung up; this was still on its way
    peer->keepalive.on_message(moment.now);
    const auto message = decode(payload);
    const auto* said = message ? std::get_if<LinkMessage>(&*message) : nullptr;
    if (!message) {
        drop(link, message.error().text, broken_message_penalty);
    } else if (const auto* hello = std::get_if<Hello>(said)) {
        on_hello(link, *peer, *hello);
    } else if (const auto* refused = std::get_if<Refused>(said);
               refused && !peer->hello && peer->direction == Direction::Dialed) {
        dials_changed_ |= cores_.hint(peer->address.host(), refused->cores) > 0;
        if (refused->cores.empty()) refused_ = printable(refused->reason);
        drop(link, "it refuses us: " + printable(refused->reason), 0);
    } else if (!peer->hello) {
        drop(link, "it spoke before its hello", broken_message_penalty);
    } else if (said != nullptr) {
        handle(link, *peer, *said);
    } else if (const auto* spread = std::get_if<Spread>(&*message)) {
        on_spread(link, *peer, *spread);
    } else if (const auto* direct = std::get_if<Direct>(&*message)) {
        carry_out(applications_.direct(link, *peer->hello, *direct, moment));
    }
    return done();
}

Actions CoreNode::closed(LinkId link, const std::string& why, Moment moment) {
    moment_ = moment;
    const Peer* gone = peers_.find(link);
    if (gone != nullptr && !gone->hello) {
        out_.tell(Tone::Warn, gone->address.to_text() + " left before its hello: " + why);
    }
    forget(link, why);
    return done();
}

Actions CoreNode::typed(const std::string& line, Moment moment) {
    moment_ = moment;
    if (line == "/quit") return leave();
    if (line == "/who") {
        show_who();
    } else {
        Actions wishes = applications_.typed(line, moment);
        if (wishes.empty() && !line.empty()) out_.tell(Tone::Faint, unknown_command);
        carry_out(std::move(wishes));
    }
    return done();
}

Actions CoreNode::on_time(Moment moment) {
    moment_ = moment;
    const Nonce nonce{moment.fresh};
    const PeerTable::Due due = peers_.on_time(moment.now, nonce);
    out_.send(due.to_ping, Ping{nonce});
    for (const LinkId link : due.silent) drop(link, "it does not answer", 0);
    for (const LinkId link : due.nameless) drop(link, "no hello came", 0);
    const auto wants = [this](const Address& core) { return wanted(core); };
    if (const auto core = cores_.next_dial(moment.now, moment.fresh, wants)) out_.add(Dial{*core});
    dials_changed_ = true;
    carry_out(applications_.on_time(moment));
    return done();
}

Actions CoreNode::leave() {
    out_.send(peers_.welcomed(), Bye{});
    peers_.clear();
    out_.add(Quit{});
    return out_.take();
}

Instant CoreNode::deadline() const {
    return std::min({peers_.deadline(), next_dial_, applications_.deadline()});
}

// After every event.
Actions CoreNode::done() {
    if (std::exchange(dials_changed_, false)) {
        next_dial_ = cores_.deadline([this](const Address& core) { return wanted(core); });
    }
    return out_.take();
}

// --- the handshake -------------------------------------------------------------------------------

void CoreNode::on_hello(LinkId link, const Peer& peer, const Hello& hello) {
    if (peer.hello) return drop(link, "a second hello", broken_message_penalty);
    const bool dialed = peer.direction == Direction::Dialed;
    if (const auto fits = check_hello(hello, settings_.hello); !fits) {
        if (fits.error().reason != HelloError::Myself) return refuse(link, fits.error().text, {});
        // The end that was called says who it is, so that the end that called knows it.
        if (!dialed) return out_.send(link, settings_.hello);
        cores_.found_self(peer.address);
        return drop(link, fits.error().text, 0);
    }
    const bool core = hello.role == Role::Core;
    if (dialed && !core) return drop(link, "it is no core", 0);  // we call nobody else
    const Address listens = core && !dialed ? peer.address.with_port(hello.port) : peer.address;
    if (!core && peers_.edges() >= settings_.max_edges) {
        return refuse(link, "this core is full", places_elsewhere());
    }
    // A neighbour that we have called, and that calls back to see whether we listen where we say,
    // is let in, once.
    const bool calls_back = peers_.proven(listens) && peers_.connections(listens) == 1;
    if (core && !dialed && peers_.cores() >= settings_.max_cores && !calls_back) {
        return refuse(link, "this core has enough neighbours", known_cores());
    }
    peers_.welcome(link, hello, listens);
    if (!dialed) out_.send(link, settings_.hello);
    core ? on_core(link) : on_edge(link);
    carry_out(applications_.joined(link, hello, moment_));
}

void CoreNode::refuse(LinkId link, const std::string& reason, std::vector<Address> instead) {
    if (instead.size() > longest_core_list) instead.resize(longest_core_list);
    out_.send(link, Refused{reason, std::move(instead)});
    drop(link, reason, 0);
}

void CoreNode::on_core(LinkId link) {
    const Peer& peer = *peers_.find(link);
    dials_changed_ = true;
    if (peers_.connections(peer.address) == 1) {
        out_.tell(Tone::Good, "core " + peer.address.to_text() + " joined");
    }
    out_.send(link, Load{peers_.edges()});
    if (peer.proven) {
        cores_.verified(peer.address);
        out_.send(peers_.welcomed(), Cores{known_cores()});
    } else {
        cores_.claim(peer.address);  // to be called, before we tell of it
        out_.send(link, Cores{known_cores()});
    }
    settle(link, peer);
}

void CoreNode::on_edge(LinkId link) {
    out_.tell(Tone::Good, "edge " + peers_.find(link)->address.to_text() + " joined");
    out_.send(link, Cores{known_cores()});
    out_.send(peers_.welcomed(Role::Core), Load{peers_.edges()});
}

// Two cores that call each other have two connections. Equal ids hint at it, but anybody can claim
// an id. So the core with the smaller id sends one secret token down both: whoever gets it twice
// knows that both lead to the same core, and hangs up the one that it dialed itself. Where three
// look alike, one is somebody else's, who must not see the others' token: they stay.
void CoreNode::settle(LinkId link, const Peer& peer) {
    if (peer.hello->id < settings_.hello.id) return;  // the other core settles it
    const std::vector<LinkId> twins = peers_.twins(link);
    if (twins.size() == 1) out_.send({link, twins.front()}, Twin{Nonce{moment_.fresh}});
}

// --- messages ------------------------------------------------------------------------------------

void CoreNode::handle(LinkId link, Peer& peer, const LinkMessage& message) {
    const bool core = peer.hello->role == Role::Core;  // some things are only for cores to say
    if (const auto* ping = std::get_if<Ping>(&message)) {
        out_.send(link, Pong{ping->nonce});
    } else if (const auto* pong = std::get_if<Pong>(&message)) {
        peers_.heard_pong(link, pong->nonce, moment_.now);
    } else if (std::holds_alternative<GetCores>(message)) {
        out_.send(link, Cores{known_cores()});
    } else if (const auto* list = std::get_if<Cores>(&message); list && core) {
        dials_changed_ |= cores_.hint(peer.address.host(), list->cores) > 0;
    } else if (const auto* load = std::get_if<Load>(&message); load && core) {
        peer.edges = load->edges;
    } else if (const auto* twin = std::get_if<Twin>(&message); twin && core) {
        const auto mine = peers_.on_token(link, twin->token);
        if (mine) forget(*mine, "one connection between us is enough");
        if (mine) out_.add(Close{*mine});
    } else if (std::holds_alternative<Bye>(message)) {
        forget(link, "said goodbye");
        out_.add(Close{link});
    } else {
        drop(link, "that is not for it to say", broken_message_penalty);
    }
}

// An edge keeps its message until this Ack, and may send it twice: so a repeat is acknowledged,
// too.
void CoreNode::on_spread(LinkId link, const Peer& peer, const Spread& spread) {
    const bool edge = peer.hello->role == Role::Edge;
    if (edge && applications_.is_for_cores_only(spread.application)) return;
    const auto verdict = relay_.judge(link, peer.hello->role, spread, moment_.now);
    const bool taken = verdict == RelayVerdict::PassOn || verdict == RelayVerdict::Seen;
    if (taken && edge) out_.send(link, Ack{spread.id});
    if (verdict == RelayVerdict::PassOn) pass_on(spread, {link});
}

// To all cores but the one it came from, and to those edges that can do something with it.
void CoreNode::pass_on(Spread spread, Source from) {
    ++spread.hops;
    out_.tell(Tone::Faint, "passing on a message of " + spread.application);
    Actions wishes = applications_.published(spread, from, moment_);
    std::vector<LinkId> to = listeners(spread.application, from);
    out_.send(std::move(to), std::move(spread));
    carry_out(std::move(wishes));
}

std::vector<LinkId> CoreNode::listeners(const std::string& application, Source from) const {
    if (!applications_.is_for_cores_only(application)) {
        return peers_.listeners(application, from.link);
    }
    std::vector<LinkId> cores = peers_.welcomed(Role::Core);
    if (from.link) std::erase(cores, *from.link);
    return cores;
}

void CoreNode::carry_out(Actions wishes) {
    for (Action& wish : wishes) {
        if (const auto* message = std::get_if<Publish>(&wish)) {
            publish(*message);
        } else if (const auto* close = std::get_if<Close>(&wish)) {
            drop(close->link, "an application wants no more of it", close->penalty);
        } else {
            out_.add(std::move(wish));
        }
    }
}

void CoreNode::publish(const Publish& publish) {
    const MessageId id{moment_.fresh + ++published_};
    Spread spread{publish.application, id, 0, publish.body};
    if (const auto why = unsendable(spread)) return out_.tell(Tone::Bad, "not sent: " + *why);
    relay_.remember(id, moment_.now);
    pass_on(std::move(spread), {});
}

// --- endings -------------------------------------------------------------------------------------

void CoreNode::drop(LinkId link, const std::string& why, unsigned penalty) {
    const Peer* peer = peers_.find(link);
    if (peer == nullptr) return;  // what was done about another one has ended it already
    out_.tell(Tone::Warn, "closing " + peer->address.to_text() + ": " + why);
    forget(link, why);
    out_.add(Close{link, penalty});
}

void CoreNode::forget(LinkId link, const std::string& why) {
    const auto gone = peers_.remove(link);
    if (!gone) return;
    relay_.forget(link);
    if (!gone->hello) {
        if (gone->direction == Direction::Accepted) return;
        dials_changed_ = true;
        return cores_.failed(gone->address, moment_.now, moment_.fresh);
    }
    dials_changed_ |= gone->hello->role == Role::Core;
    carry_out(applications_.left(link, *gone->hello));
    if (gone->hello->role == Role::Edge) {
        out_.tell(Tone::Plain, "edge " + gone->address.to_text() + " left: " + why);
        return out_.send(peers_.welcomed(Role::Core), Load{peers_.edges()});
    }
    if (peers_.connections(gone->address) == 0) {
        cores_.withdraw(gone->address);
        out_.tell(Tone::Plain, "core " + gone->address.to_text() + " left: " + why);
    }
    if (gone->proven && !peers_.proven(gone->address)) {
        cores_.lost(gone->address, moment_.now);
        out_.send(peers_.welcomed(), Cores{known_cores()});
    }
}

// --- other cores ---------------------------------------------------------------------------------

// Whom of those we have heard of we call: seeds, others while we have few neighbours, and whoever
// is connected and says that it listens there. Until our own call is answered, we do not tell of
// it.
bool CoreNode::wanted(const Address& core) const {
    return peers_.cores() < settings_.want_cores + without_ || peers_.connections(core) > 0 ||
           std::find(settings_.seeds.begin(), settings_.seeds.end(), core) != settings_.seeds.end();
}

// Where an edge may try that we do not take: at neighbours with fewer edges, or else at any core
// that we know, each time others first, since it will try but a few.
std::vector<Address> CoreNode::places_elsewhere() const {
    std::vector<Address> cores = peers_.less_loaded();
    if (!cores.empty()) return cores;
    cores = cores_.verified_cores();
    if (cores.empty()) return cores;
    const auto first = static_cast<std::ptrdiff_t>(moment_.fresh % cores.size());
    std::rotate(cores.begin(), cores.begin() + first, cores.end());
    return cores;
}

void CoreNode::do_without(std::size_t cores) {
    if (std::exchange(without_, cores) != cores) dials_changed_ = true;
}

std::vector<Address> CoreNode::known_cores() const {
    std::vector<Address> cores = cores_.verified_cores();
    if (!settings_.self.is_wildcard()) cores.insert(cores.begin(), settings_.self);
    if (cores.size() > longest_core_list) cores.resize(longest_core_list);
    return cores;
}

void CoreNode::show_who() {
    out_.tell(Tone::Title, "I am core " + settings_.self.to_text() + " (/who, /quit)");
    for (const auto& [link, peer] : peers_.all()) {
        const std::string role = !peer.hello                      ? "?"
                                 : peer.hello->role == Role::Core ? "core"
                                                                  : "edge";
        out_.tell(Tone::Plain, "  connected: " + role + " " + peer.address.to_text());
    }
    for (const Address& core : known_cores()) out_.tell(Tone::Plain, "  listed: " + core.to_text());
}

}  // namespace sbc::p2p
