#include "light/watched_pair.hpp"

#include <algorithm>
#include <variant>

namespace sbc::light {

WatchedPair::WatchedPair(const p2p::EdgePairSettings& settings,
                         const std::vector<p2p::Application*>& applications)
    : pair_{settings, applications}, given_{settings.edge.cores} {}

p2p::Actions WatchedPair::opened(LinkId link, const Address& address, p2p::Direction direction,
                                 p2p::Moment moment) {
    links_.emplace(link, address);
    return looked_at(pair_.opened(link, address, direction, moment));
}

p2p::Actions WatchedPair::dial_failed(const Address& to, const std::string& why,
                                      p2p::Moment moment) {
    note(to, why);
    return pair_.dial_failed(to, why, moment);
}

p2p::Actions WatchedPair::received(LinkId link, ByteView payload, p2p::Moment moment) {
    return looked_at(pair_.received(link, payload, moment));
}

p2p::Actions WatchedPair::closed(LinkId link, const std::string& why, p2p::Moment moment) {
    const auto found = links_.find(link);
    if (found != links_.end()) {
        // Who closed it himself has said why already.
        const Address core = found->second;
        if (pair_.address_of(link)) note(core, why);
        links_.erase(found);
    }
    return looked_at(pair_.closed(link, why, moment));
}

p2p::Actions WatchedPair::typed(const std::string& line, p2p::Moment moment) {
    return looked_at(pair_.typed(line, moment));
}

p2p::Actions WatchedPair::on_time(p2p::Moment moment) { return looked_at(pair_.on_time(moment)); }

// An edge that leaves its core tells why, and closes the link in the same turn.
p2p::Actions WatchedPair::looked_at(p2p::Actions actions) {
    std::string why;
    for (const p2p::Action& each : actions) {
        if (const auto* tell = std::get_if<p2p::Tell>(&each); tell && tell->tone == Tone::Warn) {
            why = tell->text.substr(0, tell->text.find("; the next attempt"));
        } else if (const auto* close = std::get_if<p2p::Close>(&each); close && !why.empty()) {
            const auto link = links_.find(close->link);
            if (link != links_.end()) note(link->second, why);
        }
    }
    return actions;
}

void WatchedPair::note(const Address& core, const std::string& trouble) {
    if (std::find(given_.begin(), given_.end(), core) != given_.end()) troubles_[core] = trouble;
}

std::vector<WatchedPair::Core> WatchedPair::cores() const {
    std::vector<Core> cores;
    for (const Address& each : given_) {
        const auto trouble = troubles_.find(each);
        cores.push_back({each, false, trouble == troubles_.end() ? "" : trouble->second});
    }
    for (const Address& each : pair_.connected_to()) {
        const auto found = std::find_if(cores.begin(), cores.end(),
                                        [&](const Core& core) { return core.address == each; });
        if (found == cores.end()) {
            cores.push_back({each, true, {}});
        } else {
            found->connected = true;
        }
    }
    return cores;
}

}  // namespace sbc::light
