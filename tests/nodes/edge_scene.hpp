#pragma once

#include "nodes/scene.hpp"

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
inline Actions hear(Edge& edge, const Message& message, LinkId link = the_link) {
    return edge.received(link, bytes(message), at_start());
}
// The core at 5001 takes the edge.
inline Actions connect(Edge& edge, LinkId link = the_link) {
    const Actions opened = edge.opened(link, address(5001), Direction::Dialed, at_start());
    return opened + hear(edge, core_hello(), link);
}

}  // namespace scene
