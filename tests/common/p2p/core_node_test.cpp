#include "node_kit.hpp"
#include "nodes/core_node_cases.hpp"

TEST_CASE("a thousand neighbours are asked and dropped each in its own time", "[p2p]") {
    CoreSettings settings = core_settings();
    settings.max_edges = 1'000;
    Core core{settings, {}};
    for (std::uint64_t i = 1; i <= 1'000; ++i) join_edge(core, LinkId{i}, {}, start + i * 1ms);
    std::map<LinkId, sbc::Instant> asked;
    std::map<LinkId, sbc::Instant> dropped;
    sbc::Instant now = start;
    for (int wakes = 0; core.deadline() != sbc::never; ++wakes) {
        REQUIRE(wakes < 5'000);
        REQUIRE(core.deadline() > now);  // never in vain at once
        now = core.deadline();
        const Actions actions = core.on_time(at(now));
        for (const LinkId link : receivers_of<Ping>(actions)) asked[link] = now;
        for (const Close& close : of<Close>(actions)) dropped[close.link] = now;
    }
    CHECK((asked.size() == 1'000 && dropped.size() == 1'000));
    for (std::uint64_t i = 1; i <= 1'000; ++i) {
        REQUIRE(asked[LinkId{i}] == start + i * 1ms + 20s);
        REQUIRE(dropped[LinkId{i}] == start + i * 1ms + 25s);
    }
    CHECK(core.edges() == 0);
}

TEST_CASE("a full core sends nobody to a core that it has not called itself", "[p2p]") {
    CoreSettings settings = core_settings();
    settings.max_edges = 1;
    Core core{settings, {}};
    dial_core(core, LinkId{1}, 5002);
    join_core(core, LinkId{8}, 5005);  // has room, as it says
    join_edge(core, LinkId{3});
    const auto refused = sent_to<Refused>(LinkId{5}, join_edge(core, LinkId{5}));
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].cores == std::vector{address(5002)});
}

TEST_CASE("a full core among full ones names all cores it knows, each time others first", "[p2p]") {
    CoreSettings settings = core_settings();
    settings.max_edges = 0;
    Core core{settings, {}};
    dial_core(core, LinkId{1}, 5002);
    dial_core(core, LinkId{2}, 5003);
    std::set<Address> first;
    for (std::uint64_t i = 3; i < 20; ++i) {
        (void)core.opened(LinkId{i}, address(40'000), Direction::Accepted, at_start(i));
        const auto refused = sent_to<Refused>(
            LinkId{i}, core.received(LinkId{i}, bytes(hello(Role::Edge, i)), at_start(i)));
        REQUIRE(refused.size() == 1);
        REQUIRE(refused[0].cores.size() == 2);
        first.insert(refused[0].cores[0]);
    }
    CHECK(first == std::set{address(5002), address(5003)});
}
