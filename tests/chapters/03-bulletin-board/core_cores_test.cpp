#include "node_kit.hpp"
#include "nodes/core_cores_cases.hpp"

TEST_CASE("a core that leads back to ourselves is never dialed again", "[03]") {
    CoreSettings settings = patient_settings();
    settings.seeds = {address(6001)};  // another name of ours
    Core core{settings, {}};
    REQUIRE(dials(core.on_time(at_start())) == std::vector{address(6001)});
    // Both ends are here: what one says the other one hears.
    std::vector<std::pair<LinkId, Actions>> said;
    said.emplace_back(LinkId{1},
                      core.opened(LinkId{1}, address(6001), Direction::Dialed, at_start()));
    core.opened(LinkId{2}, address(40'000), Direction::Accepted, at_start());
    for (std::size_t i = 0; i < said.size() && i < 20; ++i) {
        for (const Send& send : of<Send>(said[i].second)) {
            const LinkId other{3 - send.link.value()};
            said.emplace_back(other, hear(core, other, send.message));
        }
        for (const Close& close : of<Close>(said[i].second)) {
            const LinkId other{3 - close.link.value()};
            said.emplace_back(other, core.closed(other, "the peer closed", at_start()));
        }
    }
    CHECK(dials_within(core, 1h).empty());
    CHECK(core.deadline() == sbc::never);
}
