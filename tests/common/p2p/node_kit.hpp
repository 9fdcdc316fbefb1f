#pragma once

#include "p2p/core_node.hpp"
#include "p2p/edge_node.hpp"

// The nodes that tests/nodes is about, here: those of common/p2p.
namespace scene {

using namespace sbc::p2p;
using sbc::Duration;
using sbc::Tone;

// As a driver sees them, except that a test may ignore what it is not about.
class Core : public CoreNode {
public:
    using CoreNode::CoreNode;
    Actions opened(LinkId link, const Address& address, Direction direction, Moment moment) {
        return CoreNode::opened(link, address, direction, moment);
    }
    Actions dial_failed(const Address& to, const std::string& why, Moment moment) {
        return CoreNode::dial_failed(to, why, moment);
    }
    Actions received(LinkId link, sbc::ByteView payload, Moment moment) {
        return CoreNode::received(link, payload, moment);
    }
    Actions closed(LinkId link, const std::string& why, Moment moment) {
        return CoreNode::closed(link, why, moment);
    }
    Actions typed(const std::string& line, Moment moment) { return CoreNode::typed(line, moment); }
    Actions on_time(Moment moment) { return CoreNode::on_time(moment); }
    Actions leave() { return CoreNode::leave(); }
};
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

}  // namespace scene
