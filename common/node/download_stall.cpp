#include <algorithm>
#include <utility>

#include "node/download.hpp"

namespace sbc::node {

// --- what does not come --------------------------------------------------------------------------

// Its share goes to others. What none of them has it is asked for once more.
void Download::stalled(LinkId link, Neighbour& neighbour, Instant now) {
    if (neighbour.outdone > 0) {
        return drop(link, "others bring the blocks that it does not bring");
    }
    neighbour.stalls = true;
    neighbour.until = now + limits_.patience;
    const std::vector<Hash> shared{neighbour.asked.begin(), neighbour.asked.end()};
    for (const Hash& hash : shared) release(hash, link);
    fill_all(now);
    std::vector<Hash> again;
    for (const Hash& hash : shared) {
        const Place* place = tree_.find(hash);
        const bool needed = place != nullptr && !place->bad && !place->has_body;
        if (needed && !flights_.contains(hash)) again.push_back(hash);
        if (!needed) neighbour.asked.erase(hash);
    }
    if (neighbour.asked.empty()) {
        neighbour.until = never;
        neighbour.stalls = !again.empty();  // nothing of it is needed any more: it owes nothing
    }
    ask(link, neighbour, again, now);
    fill(link, neighbour, now);
}

// One that has nothing to do is asked as well for what another takes long to bring.
void Download::take_over(LinkId link, Neighbour& neighbour, Instant now) {
    if (!neighbour.known || !neighbour.asked.empty()) return;
    const Place* known = tree_.find(*neighbour.known);
    if (known == nullptr || known->bad || known->complete()) return;
    const Place& base = base_of(*known);
    std::vector<Hash> hashes;
    const Height top = std::min(known->height, Height{base.height.value() + limits_.window});
    for (Height height = chain::above(base.height); height <= top && hashes.size() < limits_.batch;
         height = chain::above(height)) {
        const Hash& hash = chain::ancestor(*known, height).hash;
        const auto flight = flights_.find(hash);
        if (flight == flights_.end() || neighbour.lacks.contains(hash)) continue;
        if (takes_long(flight->second, now) && flight->second.of.size() == 1) {
            hashes.push_back(hash);
        }
    }
    ask(link, neighbour, hashes, now);
}

bool Download::takes_long(const Flight& flight, Instant now) const {
    return now >= flight.since + limits_.hurry;
}

void Download::deny_what_takes_long(Instant now) {
    std::erase_if(promises_, [&](const auto& one) {
        const auto flight = flights_.find(one.first);
        if (flight == flights_.end() || !takes_long(flight->second, now)) return false;
        for (const LinkId link : one.second) steps_.denied.push_back({link, one.first});
        return true;
    });
}

void Download::drop(LinkId link, std::string why) {
    steps_.drops.push_back({link, for_silence, std::move(why)});
    forget(link);
}

void Download::forget(LinkId link) {
    const auto node = neighbours_.extract(link);
    if (node) {
        for (const Hash& hash : node.mapped().asked) release(hash, link);
    }
    for (auto& [hash, links] : promises_) std::erase(links, link);
    std::erase_if(steps_.asks, [link](const Ask& one) { return one.of == link; });
    std::erase(steps_.owed, link);
}

}  // namespace sbc::node
