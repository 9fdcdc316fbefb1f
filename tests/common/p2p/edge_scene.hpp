#pragma once

#include "p2p/edge_node.hpp"
#include "scene.hpp"

// What the tests of one edge share: its settings, and the core that answers.
namespace scene {

// As a driver sees it, except that a test may ignore what it is not about.
class Edge : public EdgeNode {
public:
    using EdgeNode::EdgeNode;
    Actions opened(LinkId link, const Address& address, Direction direction, Moment moment) {
        return EdgeNode::opened(link, address, direction, moment);
    }
    Actions dial_failed(const Address& to, const std::string& why, Moment moment) {
        return EdgeNode::dial_failed(to, why, moment);
    }
    Actions received(LinkId link, sbc::ByteView payload, Moment moment) {
        return EdgeNode::received(link, payload, moment);
    }
    Actions closed(LinkId link, const std::string& why, Moment moment) {
        return EdgeNode::closed(link, why, moment);
    }
    Actions typed(const std::string& line, Moment moment) { return EdgeNode::typed(line, moment); }
    Actions on_time(Moment moment) { return EdgeNode::on_time(moment); }
    Actions leave() { return EdgeNode::leave(); }
};

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
inline std::vector<Spread> spreads(const Actions& actions) {
    std::vector<Spread> found;
    for (const Send& send : of<Send>(actions)) {
        if (const auto* message = said<Spread>(send.message)) found.push_back(*message);
    }
    return found;
}

}  // namespace scene
