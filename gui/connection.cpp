#include "gui/connection.hpp"

#include <algorithm>

#include "gui/words.hpp"

namespace sbc::gui {

std::size_t cores_in(const Connection& connection, CoreState state) {
    return static_cast<std::size_t>(
        std::count_if(connection.cores.begin(), connection.cores.end(),
                      [&](const CoreView& core) { return core.state == state; }));
}

std::string connection_words(const Connection& connection) {
    const std::size_t cores = cores_in(connection, CoreState::Answers);
    switch (connection.state) {
        case LinkState::NoNetwork: return {};
        case LinkState::Away: return "not connected";
        case LinkState::Connecting: return "connecting \u2026";
        case LinkState::Following:
            // All headers are there, and what the blocks hold for us is still on its way.
            if (connection.have >= connection.of) return "reading the blocks \u2026";
            return "headers " + figures({connection.have}) + " of " + figures({connection.of});
        case LinkState::UpToDate: break;
    }
    // All that was told is known; but who warns does not call it up to date.
    return (connection.warnings.empty() ? "up to date with " : "connected with ") +
           figures({cores}) + (cores == 1 ? " core" : " cores");
}

std::string short_connection_words(const Connection& connection) {
    if (connection.state == LinkState::UpToDate) {
        return connection.warnings.empty() ? "up to date" : "connected";
    }
    if (connection.state != LinkState::Following) return connection_words(connection);
    if (connection.have >= connection.of) return "reading \u2026";
    return "headers " + std::to_string(std::uint64_t{100} * connection.have / connection.of) + " %";
}

}  // namespace sbc::gui
