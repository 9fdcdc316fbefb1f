// Sends the token over every link as soon as there are twins.
#include "twins.hpp"

namespace exercise {

std::vector<int> send_token_over(NodeId ours, const std::vector<Link>& links, const Link& newest) {
    if (newest.claimed < ours) return {};
    for (const Link& link : links) {
        const bool twin = link.direction != newest.direction && link.claimed == newest.claimed;
        if (!twin) continue;
        std::vector<int> all;
        for (const Link& each : links) all.push_back(each.number);
        return all;
    }
    return {};
}

std::optional<int> hang_up(const std::vector<Link>& links, const Link& latest) {
    for (const Link& link : links) {
        if (link.number == latest.number || link.token != latest.token) continue;
        return latest.direction == Direction::Dialed ? latest.number : link.number;
    }
    return std::nullopt;
}

}  // namespace exercise
