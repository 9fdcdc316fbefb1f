#pragma once

#include "nodes/scene.hpp"

// What the tests of one core share: its settings, and peers that introduce themselves.
namespace scene {

inline CoreSettings core_settings(std::uint64_t id = 500) {
    CoreSettings result;
    result.hello = hello(Role::Core, id, 5001);
    result.self = address(5001);
    return result;
}

// A peer that has introduced itself on a link it began.
inline Actions join(Core& core, LinkId link, const Hello& as, sbc::Instant now = start) {
    const Actions opened = core.opened(link, address(40'000), Direction::Accepted, at(now));
    return opened + core.received(link, bytes(as), at(now));
}
inline Actions join_core(Core& core, LinkId link, std::uint16_t port, sbc::Instant now = start,
                         std::vector<std::string> applications = {}) {
    return join(core, link, hello(Role::Core, port, port, std::move(applications)), now);
}
inline Actions join_edge(Core& core, LinkId link, std::vector<std::string> applications = {},
                         sbc::Instant now = start) {
    return join(core, link, hello(Role::Edge, 10'000 + link.value(), 0, std::move(applications)),
                now);
}
// A core that we have dialed and that has answered.
inline Actions dial_core(Core& core, LinkId link, std::uint16_t port, sbc::Instant now = start) {
    const Actions opened = core.opened(link, address(port), Direction::Dialed, at(now));
    return opened + core.received(link, bytes(hello(Role::Core, port, port)), at(now));
}
inline Actions hear(Core& core, LinkId link, const Message& message, sbc::Instant now = start) {
    return core.received(link, bytes(message), at(now));
}

}  // namespace scene
