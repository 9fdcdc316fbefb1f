#pragma once

#include "edge_node.hpp"
#include "scene.hpp"

// What the tests of one edge share: its settings, and the core that answers.
namespace scene {

inline Hello core_hello() { return hello(Role::Core, 1, 5001, {"notes"}); }

inline EdgeSettings edge_settings() {
    EdgeSettings result;
    result.hello = hello(Role::Edge, 2);
    result.cores = {address(5001)};
    result.max_unacknowledged = 3;
    return result;
}
inline Actions hear(EdgeNode& edge, const Message& message, LinkId link = the_link) {
    return edge.received(link, bytes(message), at_start());
}
// The core at 5001 takes the edge.
inline Actions connect(EdgeNode& edge, LinkId link = the_link) {
    const Actions opened = edge.opened(link, address(5001), Direction::Dialed, at_start());
    return opened + hear(edge, core_hello(), link);
}
inline std::vector<Spread> spreads(const Actions& actions) {
    std::vector<Spread> found;
    for (const Send& send : of<Send>(actions)) {
        if (const auto* message = said<Spread>(send.message)) found.push_back(*message);
    }
    return found;
}

}  // namespace scene
