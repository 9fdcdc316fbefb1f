#include "classroom/gate.hpp"

#include <utility>

namespace sbc::classroom {

p2p::Actions Gate::published(p2p::MessageId id, const std::string& body, p2p::Source from,
                             p2p::Moment moment) {
    return inside_.published(id, body, from, moment);
}

p2p::Actions Gate::direct(p2p::LinkId from, const std::string& body, p2p::Moment moment) {
    p2p::Actions actions = move(moment);
    if (known_.contains(from)) p2p::append(actions, inside_.direct(from, body, moment));
    return actions;
}

p2p::Actions Gate::joined(p2p::LinkId neighbour, p2p::Moment moment) {
    if (classroom_.apart(neighbour)) {
        hidden_.insert(neighbour);
        return {};
    }
    known_.insert(neighbour);
    return inside_.joined(neighbour, moment);
}

p2p::Actions Gate::left(p2p::LinkId neighbour) {
    hidden_.erase(neighbour);
    if (known_.erase(neighbour) == 0) return {};
    return inside_.left(neighbour);
}

p2p::Actions Gate::typed(const std::string& line, p2p::Moment moment) {
    return inside_.typed(line, moment);
}

p2p::Actions Gate::on_time(p2p::Moment moment) {
    p2p::Actions actions = move(moment);
    if (moment.now >= inside_.deadline()) p2p::append(actions, inside_.on_time(moment));
    return actions;
}

Instant Gate::deadline() const { return up_to_date() ? inside_.deadline() : Instant::min(); }

// Those who are on the other side now leave before others come; and since left() is told no time,
// what follows from it is done before one of them can come again.
p2p::Actions Gate::move(p2p::Moment moment) {
    p2p::Actions actions;
    if (up_to_date()) return actions;
    seen_ = classroom_.sides();
    bool somebody_left = false;
    for (const p2p::LinkId link : std::exchange(known_, {})) {
        const bool stays = !classroom_.apart(link);
        (stays ? known_ : hidden_).insert(link);
        if (stays) continue;
        p2p::append(actions, inside_.left(link));
        somebody_left = true;
    }
    if (somebody_left) p2p::append(actions, inside_.on_time(moment));
    for (const p2p::LinkId link : std::exchange(hidden_, {})) {
        const bool comes = !classroom_.apart(link);
        (comes ? known_ : hidden_).insert(link);
        if (comes) p2p::append(actions, inside_.joined(link, moment));
    }
    return actions;
}

}  // namespace sbc::classroom
