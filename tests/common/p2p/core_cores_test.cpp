#include "node_kit.hpp"
#include "nodes/core_cores_cases.hpp"

TEST_CASE("a core that listens everywhere says only its port, and is no address on a list",
          "[p2p]") {
    CoreSettings settings = patient_settings();
    settings.self = Address::from("0.0.0.0", 5001).value();
    Core core{settings, {}};
    join_edge(core, LinkId{9});
    CHECK(listed(core, LinkId{9}).empty());
}

TEST_CASE("somebody on the host of a core that claims its address changes nothing", "[p2p]") {
    Core core{patient_settings(), {}};
    dial_core(core, LinkId{1}, 5002);
    join_edge(core, LinkId{9});
    join(core, LinkId{2}, hello(Role::Core, 666, 5002));
    hear(core, LinkId{2}, Load{1'000'000});
    CHECK(listed(core, LinkId{9}) == std::vector{address(5001), address(5002)});
    SECTION("when it goes, the core stays listed") {
        core.closed(LinkId{2}, "gone", at_start());
        CHECK(listed(core, LinkId{9}).size() == 2);
    }
    SECTION("when the core goes, it is not listed on the other's word, and called again") {
        core.closed(LinkId{1}, "gone", at_start());
        CHECK(listed(core, LinkId{9}) == std::vector{address(5001)});
        CHECK(dials_within(core, 5s).at(0) == address(5002));
    }
}

TEST_CASE("an address that leads back to us is not called again, or now and then if it is a seed",
          "[p2p]") {
    const bool seed = GENERATE(true, false);
    CoreSettings settings = patient_settings();
    settings.self = Address::from("0.0.0.0", 6001).value();
    if (seed) settings.seeds = {address(6001)};  // one name of ours
    Core core{settings, {}};
    join_edge(core, LinkId{9});
    if (!seed) {
        dial_core(core, LinkId{8}, 5002);
        hear(core, LinkId{8}, Cores{{address(6001)}});
    }
    REQUIRE(dials(core.on_time(at_start())) == std::vector{address(6001)});
    const Actions out = core.opened(LinkId{1}, address(6001), Direction::Dialed, at_start());
    core.opened(LinkId{2}, address(40'000), Direction::Accepted, at_start());
    const Actions back = hear(core, LinkId{2}, sent_to<Hello>(LinkId{1}, out).at(0));
    CHECK(of<Close>(back).empty());
    const Actions end = hear(core, LinkId{1}, sent_to<Hello>(LinkId{2}, back).at(0));
    CHECK(close_of(LinkId{1}, end).value().penalty == 0);
    CHECK(receivers_of<Refused>(end).empty());
    CHECK(of<Close>(core.closed(LinkId{2}, "the peer closed", at_start())).empty());
    const auto dialed = dials_within(core, 1h);
    CHECK(std::count(dialed.begin(), dialed.end(), address(6001)) <= (seed ? 130 : 0));
    CHECK(listed(core, LinkId{9}).size() == (seed ? 0 : 1));
    if (!seed) CHECK(core.deadline() > start + 23h);
}

TEST_CASE("what answers our call as an edge is not kept, and holds up no other call", "[p2p]") {
    Core core{patient_settings(), {}};
    dial_core(core, LinkId{1}, 5002);
    for (std::uint16_t i = 0; i < 20; ++i) {
        hear(core, LinkId{1}, Cores{{address(static_cast<std::uint16_t>(7'000 + i))}});
    }
    std::uint64_t links = 1;
    for (sbc::Instant now = start; now < start + 20s; now += 1s) {
        for (const Address& to : dials(core.on_time(at(now)))) {
            const LinkId link{++links};
            core.opened(link, to, Direction::Dialed, at(now));
            CHECK(close_of(link, hear(core, link, hello(Role::Edge, links), now)));
        }
    }
    hear(core, LinkId{1}, Cores{{address(8'000)}}, start + 1min);
    CHECK(std::ranges::count(dials_within(core, 1min, start + 1min), address(8'000)) > 0);
}

TEST_CASE("cores that come and go under ever new ports leave nothing behind", "[p2p]") {
    CoreSettings settings = patient_settings();
    settings.want_cores = 1;
    Core core{settings, {}};
    dial_core(core, LinkId{1}, 5002);
    for (std::uint16_t i = 0; i < 1'000; ++i) {
        const LinkId link{i + 2U};
        join_core(core, link, static_cast<std::uint16_t>(7'000 + i));
        core.closed(link, "gone", at_start());
    }
    core.closed(LinkId{1}, "gone", at_start());
    CHECK(dials_within(core, 10min).size() <= 64 * 3 + 3);  // what hints of one host may cost
}

TEST_CASE("a core that came to us and was not called yet is no news for the others", "[p2p]") {
    Core core{patient_settings(), {}};
    join_edge(core, LinkId{9});
    CHECK(receivers_of<Cores>(join_core(core, LinkId{1}, 5002)) == std::vector{LinkId{1}});
}

TEST_CASE("a neighbour that it has to do without does not count among those it wants", "[p2p]") {
    CoreSettings settings = patient_settings();
    settings.want_cores = 2;
    Core core{settings, {}};
    dial_core(core, LinkId{1}, 5003);
    dial_core(core, LinkId{2}, 5004);
    hear(core, LinkId{1}, Cores{{address(6001)}});
    CHECK(dials_within(core, 10s).empty());
    core.do_without(1);
    const auto dialed = dials_within(core, 10s, start + 10s);
    CHECK(std::ranges::count(dialed, address(6001)) > 0);
    SECTION("until it is of use again") {
        core.do_without(0);
        CHECK(dials_within(core, 1min, start + 20s).empty());
    }
}
