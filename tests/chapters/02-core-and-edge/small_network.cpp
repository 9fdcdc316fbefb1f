#include "small_network.hpp"

#include <algorithm>

using namespace stage;

namespace {

template <class Node>
struct HostOf : SmallNetwork::Host {
    template <class Settings>
    explicit HostOf(Settings settings) : node{std::move(settings)} {}
    Actions opened(LinkId link, const Address& peer, Direction direction, Moment m) override {
        return node.opened(link, peer, direction, m);
    }
    Actions dial_failed(const Address& to, Moment m) override {
        return node.dial_failed(to, "nobody listens on " + to.to_text(), m);
    }
    Actions received(LinkId link, sbc::ByteView payload, Moment m) override {
        return node.received(link, payload, m);
    }
    Actions closed(LinkId link, Moment m) override {
        return node.closed(link, "the peer closed", m);
    }
    Actions typed(const std::string& line, Moment m) override { return node.typed(line, m); }
    Actions on_time(Moment m) override { return node.on_time(m); }
    [[nodiscard]] Instant deadline() const override { return node.deadline(); }
    Node node;
};

}  // namespace

Address SmallNetwork::at(std::uint16_t port) { return Address::from("127.0.0.1", port).value(); }

SmallNetwork::Host& SmallNetwork::core(std::uint16_t port, const std::vector<std::uint16_t>& seeds,
                                       std::size_t max_edges) {
    CoreSettings settings;
    settings.hello = {.network = "test", .role = Role::Core, .port = port, .id = NodeId{port}};
    settings.self = at(port);
    settings.max_edges = max_edges;
    for (const auto seed : seeds) settings.seeds.push_back(at(seed));
    auto host = std::make_unique<HostOf<CoreNode>>(settings);
    host->address = at(port);
    host->listens = true;
    add(std::move(host));
    return *hosts_.back();
}

SmallNetwork::Host& SmallNetwork::edge(const std::string& name,
                                       const std::vector<std::uint16_t>& cores) {
    EdgeSettings settings;
    settings.hello = {.network = "test", .id = NodeId{100'000 + hosts_.size()}};
    settings.name = name;
    for (const auto core : cores) settings.cores.push_back(at(core));
    auto host = std::make_unique<HostOf<EdgeNode>>(settings);
    host->address = at(static_cast<std::uint16_t>(40'000 + hosts_.size()));
    add(std::move(host));
    return *hosts_.back();
}

void SmallNetwork::add(std::unique_ptr<Host> host) {
    hosts_.push_back(std::move(host));
    perform(*hosts_.back(), hosts_.back()->on_time(moment()));
}

void SmallNetwork::run_for(Duration time) {
    const Instant end = now_ + time;
    while (true) {
        Instant next = events_.empty() ? sbc::never : events_.begin()->first;
        Host* due = nullptr;
        for (const auto& host : hosts_) {
            if (!host->alive || host->frozen || host->deadline() >= next) continue;
            next = host->deadline();
            due = host.get();
        }
        if (next > end) break;
        now_ = std::max(now_, next);
        if (due != nullptr) {
            perform(*due, due->on_time(moment()));
        } else {
            const auto event = events_.extract(events_.begin());
            event.mapped()();
        }
    }
    now_ = end;
}

void SmallNetwork::type(Host& host, const std::string& line) {
    perform(host, host.typed(line, moment()));
}

void SmallNetwork::kill(Host& host) {
    host.alive = false;
    std::vector<LinkId> broken;
    for (const auto& [id, link] : links_) {
        if (link.dialer == &host || link.listener == &host) broken.push_back(id);
    }
    for (const LinkId id : broken) break_link(id, &host);
}

void SmallNetwork::perform(Host& host, const Actions& actions) {
    for (const Action& action : actions) {
        if (const auto* dialing = std::get_if<Dial>(&action)) dial(host, dialing->to);
        if (const auto* sending = std::get_if<Send>(&action)) send(host, *sending);
        if (const auto* telling = std::get_if<Tell>(&action)) host.told.push_back(telling->text);
        if (const auto* closing = std::get_if<Close>(&action)) {
            host.penalties[closing->link] += closing->penalty;
            // A graceful close: what was sent before still arrives.
            later([this, id = closing->link] { break_link(id, nullptr); });
        }
        if (std::holds_alternative<Quit>(action)) later([this, &host] { kill(host); });
    }
}

void SmallNetwork::dial(Host& host, const Address& to) {
    later([this, &host, to] {
        if (!host.alive) return;
        const auto target = std::find_if(hosts_.begin(), hosts_.end(), [&](const auto& other) {
            return other->alive && other->listens && other->address == to;
        });
        if (target == hosts_.end()) return perform(host, host.dial_failed(to, moment()));
        const LinkId id{++last_id_};
        links_[id] = {id, &host, target->get()};
        const Address from = at(static_cast<std::uint16_t>(50'000 + id.value()));
        perform(**target, (*target)->opened(id, from, Direction::Accepted, moment()));
        perform(host, host.opened(id, to, Direction::Dialed, moment()));
    });
}

void SmallNetwork::send(Host& host, Send send) {
    const auto link = links_.find(send.link);
    if (link == links_.end()) return;
    Host* to = other_end(link->second, host);
    if (on_message && !on_message(host, *to, send.message)) {
        return later([this, id = send.link] { break_link(id, nullptr); });
    }
    later([this, to, id = send.link, payload = encode(send.message)] {
        if (!links_.contains(id) || !to->alive || to->frozen) return;
        perform(*to, to->received(id, payload, moment()));
    });
}

void SmallNetwork::break_link(LinkId id, Host* except) {
    const auto link = links_.extract(id);
    if (link.empty()) return;
    for (Host* host : {link.mapped().dialer, link.mapped().listener}) {
        if (host != except && host->alive) perform(*host, host->closed(id, moment()));
    }
}

void SmallNetwork::later(std::function<void()> what) {
    events_.emplace(now_ + delay_, std::move(what));
}

std::size_t SmallNetwork::connections(const Host& a, const Host& b) const {
    return static_cast<std::size_t>(
        std::count_if(links_.begin(), links_.end(), [&](const auto& entry) {
            const Link& link = entry.second;
            return (link.dialer == &a && link.listener == &b) ||
                   (link.dialer == &b && link.listener == &a);
        }));
}

std::size_t SmallNetwork::times_told(const Host& host, const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(host.told.begin(), host.told.end(),
                      [&](const auto& line) { return line.find(text) != std::string::npos; }));
}
