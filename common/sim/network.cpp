#include "sim/network.hpp"

#include <cassert>

#include "sim/world.hpp"

namespace sbc::sim {

void Hands::dial(const Address& to) { network_.world_->dial(host_, to); }
void Hands::send(LinkId link, const Payload& payload) {
    network_.world_->send(host_, link, payload);
}
void Hands::close(LinkId link, unsigned penalty) { network_.world_->close(host_, link, penalty); }
void Hands::tell(const std::string& line) { network_.world_->tell(host_, line); }
void Hands::quit() { network_.world_->quit(host_); }

Network::Network(std::uint64_t seed, Weather at_first)
    : weather{at_first}, world_{std::make_unique<World>(*this, seed)} {}

Network::~Network() = default;

// --- hosts --------------------------------------------------------------------------------------

HostId Network::add_host(const Place& place, MakeHost make) {
    World& world = *world_;
    const HostId host{static_cast<std::uint32_t>(world.machines.size())};
    world.machines.push_back({.place = place, .make = std::move(make)});
    world.deadlines.add();
    if (place.listens) {
        [[maybe_unused]] const bool free = world.listeners.emplace(place.address, host).second;
        assert(free && "two hosts listen on the same address");
    }
    world.start(host);
    return host;
}

Host& Network::face(HostId host) {
    assert(up(host) && "a host that is down has no node");
    return *world_->at(host).host;
}

void Network::type(HostId host, const std::string& line) {
    if (!up(host) || world_->at(host).frozen) return;
    world_->call(host,
                 [&](Host& node, Clock clock, Hands hands) { node.typed(line, clock, hands); });
}

void Network::leave(HostId host) {
    if (!up(host) || world_->at(host).frozen) return;
    world_->call(host, [](Host& node, Clock, Hands hands) { node.leave(hands); });
}

void Network::crash(HostId host) {
    if (up(host)) world_->fall(host);
}

void Network::restart(HostId host) {
    if (!up(host)) world_->start(host);
}

void Network::freeze(HostId host) {
    if (!up(host)) return;
    world_->at(host).frozen = true;
    world_->deadlines.set(host.value(), never);
}

void Network::thaw(HostId host) {
    if (world_->at(host).frozen) world_->thaw(host);
}

bool Network::up(HostId host) const { return world_->at(host).host != nullptr; }

std::size_t Network::hosts() const { return world_->machines.size(); }

// --- partitions ---------------------------------------------------------------------------------

void Network::partition(const std::vector<std::vector<HostId>>& groups) {
    heal();
    std::size_t number = 0;
    for (const auto& group : groups) {
        ++number;
        for (const HostId host : group) world_->at(host).group = number;
    }
}

void Network::heal() {
    for (auto& machine : world_->machines) machine.group = 0;
}

// --- time ---------------------------------------------------------------------------------------

std::chrono::sys_seconds Network::wall() const { return world_->wall(); }

Ended Network::run_for(Duration time, std::uint64_t events) {
    return world_->run(nullptr, {.time = time, .events = events});
}

Ended Network::run_until(const std::function<bool()>& satisfied, Bounds bounds) {
    return world_->run(&satisfied, bounds);
}

Ended Network::World::run(const std::function<bool()>* satisfied, const Bounds& bounds) {
    const Instant end = now + bounds.time;
    const std::uint64_t last_event = events + bounds.events;
    Instant look = satisfied != nullptr ? now : never;
    while (true) {
        const Instant next = std::min({queue.next(), deadlines.earliest(), look});
        if (next > end) break;
        now = std::max(now, next);
        if (look <= now) {
            if ((*satisfied)()) return Ended::Satisfied;
            look = now + std::max(bounds.look, Duration{1});
        } else if (events >= last_event) {
            return Ended::TooManyEvents;
        } else if (queue.next() <= now) {
            happen(queue.pop());
        } else {
            const HostId due{static_cast<std::uint32_t>(deadlines.number_of_earliest())};
            record(What::Step, due.value());
            call(due, [](Host& node, Clock clock, Hands hands) { node.on_time(clock, hands); });
        }
    }
    now = end;
    return satisfied != nullptr && (*satisfied)() ? Ended::Satisfied : Ended::TimeUp;
}

void Network::World::happen(Event event) {
    if (event.what != What::Step) return arrive(std::move(event));
    ++events;
    const auto step = steps.extract(event.id);
    step.mapped()();
}

void Network::after(Duration time, std::function<void()> what) {
    World& world = *world_;
    world.steps.emplace(++world.last_step, std::move(what));
    world.queue.push(world.now + time, {What::Step, world.last_step});
}

// --- looking ------------------------------------------------------------------------------------

const std::deque<std::string>& Network::told(HostId host) const { return world_->at(host).told; }

const Traffic& Network::traffic() const { return world_->traffic; }

const Traffic& Network::traffic(HostId host) const { return world_->at(host).traffic; }

std::vector<HostId> Network::neighbours(HostId host) const {
    std::vector<HostId> others;
    for (const std::uint64_t id : world_->at(host).ends) {
        const auto [here, there] = world_->find(id);
        if (here->state == World::State::Open) others.push_back(there->host);
    }
    return others;
}

std::uint64_t Network::events() const { return world_->events; }

std::uint64_t Network::history() const { return world_->history; }

}  // namespace sbc::sim
