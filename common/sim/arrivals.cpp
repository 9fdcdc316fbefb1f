#include <algorithm>
#include <string>
#include <utility>

#include "sim/world.hpp"

// What happens at the ends of the links.
namespace sbc::sim {

void Network::World::arrive(Event event) {
    const auto [here, there] = find(event.id);
    if (here == nullptr) return;
    switch (event.what) {
        case What::DialArrives: return dial_arrives(event.id);
        case What::DialAnswered: return dial_answered(event.id);
        case What::Message: return message_arrives(std::move(event));
        case What::PeerClosed:
        case What::Reset:
            if (apart(here->host, there->host)) return;
            break;
        default: break;
    }
    if (here->state != State::Gone) hand_over(here->host, std::move(event));
}

void Network::World::dial_arrives(std::uint64_t id) {
    Link& link = links.at(id / 2);
    End& dialer = link.ends[0];
    End& end = link.ends[1];
    const auto listener = listeners.find(dialer.peer);
    if (listener != listeners.end() && apart(dialer.host, listener->second)) {
        return queue.push(std::max(now, link.dialed + dial_deadline), {What::DialTimedOut, id});
    }
    const Instant answer = after_latency();
    if (listener == listeners.end() || !at(listener->second).host) {
        return queue.push(answer, {What::DialRefused, id});
    }
    end.host = listener->second;
    end.state = State::Open;
    end.from = end.last = now;
    dialer.from = dialer.last = answer;  // what the listener says arrives after its answer
    at(end.host).ends.push_back(id + 1);
    queue.push(answer, {What::DialAnswered, id});
    hand_over(end.host, {What::Opened, id + 1});
}

void Network::World::dial_answered(std::uint64_t id) {
    Link& link = links.at(id / 2);
    End& dialer = link.ends[0];
    if (dialer.state != State::Dialing) return;
    if (apart(dialer.host, link.ends[1].host)) {
        return queue.push(std::max(now, link.dialed + dial_deadline), {What::DialTimedOut, id});
    }
    dialer.state = State::Open;
    count(dialer.host, &Traffic::opened);
    ++at(link.ends[1].host).traffic.opened;
    hand_over(dialer.host, {What::Opened, id});
}

void Network::World::message_arrives(Event event) {
    const auto [here, there] = find(event.id);
    if (apart(here->host, there->host)) return count(there->host, &Traffic::lost);
    if (here->state == State::Open) return hand_over(here->host, std::move(event));
    // Nobody is there any more: the sender learns it. (After a close it will anyway.)
    if (here->state != State::Closing) announce(event.id ^ 1U, What::Reset);
}

void Network::World::hand_over(HostId host, Event event) {
    if (at(host).frozen) return at(host).waiting.push_back(std::move(event));
    deliver(event);
}

void Network::World::deliver(const Event& event) {
    const End* end = find(event.id).here;
    if (end == nullptr || end->state == State::Gone) return;
    const HostId host = end->host;
    const LinkId link{event.id};
    if (event.what != What::Opened && event.what != What::Message) {
        return deliver_close(event, host, *end);
    }
    if (end->state != State::Open) return;
    if (event.what == What::Opened) {
        record(event.what, event.id);
        const auto direction = event.id % 2 == 0 ? Direction::Dialed : Direction::Accepted;
        return call(host, [&](Host& node, Clock clock, Hands hands) {
            node.opened(link, end->peer, direction, clock, hands);
        });
    }
    record(event.what, event.id, *event.payload);
    count(host, &Traffic::delivered);
    count(host, &Traffic::bytes_delivered, event.payload->size());
    call(host, [&](Host& node, Clock clock, Hands hands) {
        node.received(link, *event.payload, clock, hands);
    });
}

// An end that goes: it has been closed here or there, or nobody has answered.
void Network::World::deliver_close(const Event& event, HostId host, const End& end) {
    const bool by_peer = event.what == What::PeerClosed || event.what == What::Reset;
    const State before = by_peer                         ? State::Open
                         : event.what == What::OwnClosed ? State::Closing
                                                         : State::Dialing;
    if (end.state != before) return;
    const Address peer = end.peer;
    record(event.what, event.id);
    let_go(event.id, *find(event.id).here);
    if (before == State::Dialing) {
        count(host, &Traffic::failed_dials);
        const std::string why = event.what == What::DialRefused
                                    ? "nobody listens on " + peer.to_text()
                                    : peer.to_text() + " did not answer in time";
        return call(host, [&](Host& node, Clock clock, Hands hands) {
            node.dial_failed(peer, why, clock, hands);
        });
    }
    const std::string why = event.what == What::PeerClosed ? "the peer closed"
                            : event.what == What::Reset    ? "connection reset by peer"
                                                           : "closed";
    call(host, [&](Host& node, Clock clock, Hands hands) {
        node.closed(LinkId{event.id}, why, clock, hands);
    });
}

}  // namespace sbc::sim
