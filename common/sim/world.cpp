#include "sim/world.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sbc::sim {

namespace {

constexpr std::size_t max_frame = 65'536;         // bytes, as ConnectionLimits has it
constexpr std::uint16_t first_own_port = 49'152;  // the ports that dials come from
constexpr std::uint16_t own_ports = 16'384;
constexpr std::chrono::sys_seconds first_of_january_2030{std::chrono::seconds{1'893'456'000}};

}  // namespace

// --- what a node does ---------------------------------------------------------------------------

void Network::World::dial(HostId host, const Address& to) {
    Machine& machine = at(host);
    const std::uint64_t id = 2 * ++last_link;
    Link& link = links[last_link];
    link.dialed = now;
    link.ends[0] = {.host = host, .state = State::Dialing, .peer = to};
    machine.ends.push_back(id);
    const auto port = static_cast<std::uint16_t>(first_own_port + machine.dials++ % own_ports);
    link.ends[1].peer = machine.place.address.with_port(port);
    count(host, &Traffic::dials);
    queue.push(after_latency(), {What::DialArrives, id});
}

void Network::World::send(HostId host, LinkId link, Payload payload) {
    const auto [here, there] = find_own(host, link);
    if (here == nullptr || here->state != State::Open) return;
    if (payload->empty() || payload->size() > max_frame) return count(host, &Traffic::unsendable);
    count(host, &Traffic::sent);
    count(host, &Traffic::bytes_sent, payload->size());
    bool lost = false;
    if (network.on_message) {
        Passing passing{host, there->host, link, *payload};
        network.on_message(passing);
        lost = passing.lost;
        if (passing.instead) payload = std::make_shared<const Bytes>(std::move(*passing.instead));
    }
    const Weather& sky = network.weather;
    if (lost || apart(host, there->host) || luck.chance(sky.loss)) {
        return count(host, &Traffic::lost);
    }
    const bool doubled = luck.chance(sky.duplication);
    if (doubled) count(host, &Traffic::doubled);
    for (int copy = doubled ? 2 : 1; copy > 0; --copy) {
        const Instant earliest = sky.reorders ? there->from : there->last;
        const Instant arrival = std::max(after_latency(), earliest);
        there->last = std::max(there->last, arrival);
        queue.push(arrival, {What::Message, link.value() ^ 1U, payload});
    }
}

void Network::World::close(HostId host, LinkId link, unsigned penalty) {
    const auto [here, there] = find_own(host, link);
    if (here == nullptr || here->state != State::Open) return;
    count(host, &Traffic::penalties, penalty);
    here->state = State::Closing;
    announce(link.value() ^ 1U, What::PeerClosed);
    queue.push(after_latency(), {What::OwnClosed, link.value()});
}

void Network::World::tell(HostId host, const std::string& line) {
    auto& told = at(host).told;
    told.push_back(line);
    while (told.size() > network.max_told) told.pop_front();
    if (network.on_told) network.on_told(host, line);
}

void Network::World::quit(HostId host) { at(host).quitting = true; }

// --- what is done to its machine ----------------------------------------------------------------

void Network::World::start(HostId host) {
    Machine& machine = at(host);
    machine.host = machine.make();
    call(host, [](Host& node, Clock clock, Hands hands) { node.on_time(clock, hands); });
}

// The system closes what the process had open.
void Network::World::fall(HostId host) {
    Machine& machine = at(host);
    for (const std::uint64_t id : std::exchange(machine.ends, {})) {
        End& end = *find(id).here;
        if (end.state != State::Closing) announce(id ^ 1U, What::PeerClosed);
        let_go(id, end);
    }
    machine.waiting.clear();
    machine.host.reset();
    machine.quitting = machine.frozen = false;
    deadlines.set(host.value(), never);
}

void Network::World::thaw(HostId host) {
    Machine& machine = at(host);
    machine.frozen = false;
    for (const Event& event : std::exchange(machine.waiting, {})) deliver(event);
    if (machine.host) settle(host);
}

void Network::World::settle(HostId host) {
    const Machine& machine = at(host);
    if (machine.quitting) return fall(host);
    deadlines.set(host.value(), machine.host->deadline());
}

// --- what everything needs ----------------------------------------------------------------------

// Tells the end that the other one has gone, behind everything that was sent to it.
void Network::World::announce(std::uint64_t to, What what) {
    const auto [end, other] = find(to);
    if (end == nullptr || end->state == State::Gone || apart(end->host, other->host)) return;
    end->last = std::max(after_latency(), end->last);
    queue.push(end->last, {what, to});
}

void Network::World::let_go(std::uint64_t id, End& end) {
    end.state = State::Gone;
    std::erase(at(end.host).ends, id);
    const End& other = *find(id).there;
    if (other.state == State::Gone) links.erase(id / 2);
}

Network::World::Found Network::World::find(std::uint64_t id) {
    const auto link = links.find(id / 2);
    if (link == links.end()) return {};
    return {&link->second.ends[id % 2], &link->second.ends[1 - id % 2]};
}

Network::World::Found Network::World::find_own(HostId host, LinkId link) {
    const Found found = find(link.value());
    return found.here != nullptr && found.here->host == host ? found : Found{};
}

Instant Network::World::after_latency() {
    using std::chrono::nanoseconds;
    const nanoseconds least = network.weather.least_latency;
    const nanoseconds most = network.weather.most_latency;
    const auto spread = static_cast<std::uint64_t>(std::max(nanoseconds{0}, most - least).count());
    return now + least + nanoseconds{luck.below(spread + 1)};
}

std::chrono::sys_seconds Network::World::wall() const {
    return first_of_january_2030 +
           std::chrono::duration_cast<std::chrono::seconds>(now - beginning);
}

void Network::World::count(HostId host, std::uint64_t Traffic::*what, std::uint64_t amount) {
    at(host).traffic.*what += amount;
    traffic.*what += amount;
}

// Mixes what happened into the history, eight bytes at a time.
void Network::World::record(What what, std::uint64_t id, ByteView bytes) {
    const auto mix = [this](std::uint64_t word) { history = Dice{history ^ word}.roll(); };
    mix(static_cast<std::uint64_t>(now.time_since_epoch().count()));
    mix(id);
    mix(static_cast<std::uint64_t>(what) + 256 * bytes.size());
    while (!bytes.empty()) {
        std::uint64_t word = 0;
        const std::size_t size = std::min(bytes.size(), sizeof word);
        std::memcpy(&word, bytes.data(), size);
        mix(word);
        bytes = bytes.subspan(size);
    }
}

}  // namespace sbc::sim
