// How a core finds other cores, and whom it believes.
// For any nodes of this shape: to be included after a node_kit.hpp.
#pragma once

#include "catch.hpp"
#include "nodes/core_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

// It pings nobody, so that nobody must answer.
CoreSettings patient_settings(std::uint64_t id = 500) {
    CoreSettings settings = core_settings(id);
    settings.keepalive.quiet = 24h;
    return settings;
}
// What a core dials from now on, second by second; nobody answers.
std::vector<Address> dials_within(Core& core, Duration time, sbc::Instant from = start) {
    std::vector<Address> all;
    for (sbc::Instant now = from; now < from + time; now += 100ms) {
        for (const Address& to : dials(core.on_time(at(now, 17)))) {
            all.push_back(to);
            core.dial_failed(to, "nobody there", at(now));
        }
    }
    return all;
}
std::vector<Address> listed(Core& core, LinkId asker) {
    const auto lists = sent_to<Cores>(asker, hear(core, asker, GetCores{}));
    REQUIRE(lists.size() == 1);
    return lists[0].cores;
}

}  // namespace

TEST_CASE("a core that came to us is told to others when our own call has been answered",
          "[nodes]") {
    Core core{patient_settings(), {}};
    join_edge(core, LinkId{9});
    const Actions joined = join_core(core, LinkId{1}, 5002);
    CHECK(sent_to<Cores>(LinkId{1}, joined).at(0).cores == std::vector{address(5001)});
    CHECK(dials(core.on_time(at_start())) == std::vector{address(5002)});
    SECTION("it answers") {
        const Actions called = dial_core(core, LinkId{2}, 5002);
        CHECK(sent_to<Cores>(LinkId{9}, called).at(0).cores ==
              std::vector{address(5001), address(5002)});
        SECTION("and is called no more") { CHECK(dials_within(core, 1min).empty()); }
        SECTION("and is told no more when it has gone") {
            core.closed(LinkId{1}, "gone", at_start());
            CHECK(listed(core, LinkId{9}).size() == 2);
            core.closed(LinkId{2}, "gone", at_start());
            CHECK(listed(core, LinkId{9}) == std::vector{address(5001)});
        }
    }
    SECTION("nobody is there: it is never told, and called a few times only") {
        core.dial_failed(address(5002), "nobody there", at_start());
        CHECK(dials_within(core, 10min, start + 1s).size() < 5);
        CHECK(listed(core, LinkId{9}) == std::vector{address(5001)});
    }
}

TEST_CASE("two connections between two cores become one", "[nodes]") {
    Core larger{patient_settings(500), {}};
    SECTION("the core with the smaller id sends one token down both") {
        Core core{patient_settings(100), {}};
        dial_core(core, LinkId{1}, 5002);
        const Actions joined = join_core(core, LinkId{2}, 5002);
        REQUIRE(sent_to<Twin>(LinkId{1}, joined).size() == 1);
        REQUIRE(sent_to<Twin>(LinkId{2}, joined).size() == 1);
        CHECK(sent_to<Twin>(LinkId{1}, joined)[0].token ==
              sent_to<Twin>(LinkId{2}, joined)[0].token);
        CHECK(of<Close>(joined).empty());
    }
    SECTION("whoever gets it twice hangs up the one it dialed itself") {
        larger.opened(LinkId{1}, address(5002), Direction::Dialed, at_start());
        hear(larger, LinkId{1}, hello(Role::Core, 100, 5002));
        const Actions joined = join(larger, LinkId{2}, hello(Role::Core, 100, 5002));
        CHECK(sent_to<Twin>(LinkId{1}, joined).empty());
        CHECK(hear(larger, LinkId{2}, Twin{Nonce{42}}).empty());
        const Actions actions = hear(larger, LinkId{1}, Twin{Nonce{42}});
        CHECK(close_of(LinkId{1}, actions).value().penalty == 0);
        CHECK_FALSE(close_of(LinkId{2}, actions));
        CHECK(told(actions).empty());  // nobody has left
    }
    SECTION("a claimed id closes nobody's connection, whatever token is guessed") {
        larger.opened(LinkId{1}, address(5002), Direction::Dialed, at_start());
        hear(larger, LinkId{1}, hello(Role::Core, 100, 5002));
        join(larger, LinkId{2}, hello(Role::Core, 100, 5002));
        for (std::uint64_t token = 0; token < 100; ++token) {
            CHECK(of<Close>(hear(larger, LinkId{2}, Twin{Nonce{token}})).empty());
        }
    }
}

TEST_CASE("a stranger's list replaces nothing", "[nodes]") {
    Core core{patient_settings(), {}};
    dial_core(core, LinkId{1}, 5002);
    join_edge(core, LinkId{9});
    const auto before = listed(core, LinkId{9});
    const Actions actions =
        join_core(core, LinkId{2}, 6000) + hear(core, LinkId{2}, Cores{{address(6001)}});
    CHECK(listed(core, LinkId{9}) == before);
    CHECK(of<Close>(actions).empty());
    CHECK(dials(actions).empty());
    SECTION("nor does an empty one") {
        hear(core, LinkId{2}, Cores{});
        CHECK(listed(core, LinkId{9}) == before);
    }
}

TEST_CASE("the addresses of a list are dialed at a bounded rate, and not for ever", "[nodes]") {
    Core core{patient_settings(), {}};
    dial_core(core, LinkId{1}, 5002);
    Cores list;
    for (std::uint16_t i = 0; i < 64; ++i) {
        list.cores.push_back(address(static_cast<std::uint16_t>(7'000 + i)));
    }
    hear(core, LinkId{1}, list);
    CHECK(dials_within(core, 10s).size() <= 20);
    hear(core, LinkId{1}, list);
    dials_within(core, 10min, start + 10s);
    CHECK(dials_within(core, 10min, start + 11min).empty());
}

TEST_CASE("who has as many neighbours as it wants follows no hints", "[nodes]") {
    CoreSettings settings = patient_settings();
    settings.seeds = {address(5002)};
    SECTION("it has two and wants two") {
        settings.want_cores = 2;
        Core core{settings, {}};
        dial_core(core, LinkId{1}, 5003);
        dial_core(core, LinkId{2}, 5004);
        hear(core, LinkId{1}, Cores{{address(6001)}});
        const auto dialed = dials_within(core, 10s);
        CHECK(std::ranges::count(dialed, address(6001)) == 0);
        SECTION("but its seeds it tries for ever") {
            CHECK(std::ranges::count(dialed, address(5002)) > 0);
            CHECK(std::ranges::count(dials_within(core, 10min, start + 1h), address(5002)) > 0);
        }
        SECTION("until one of them has gone") {
            core.closed(LinkId{2}, "gone", at(start + 10s));
            const auto later = dials_within(core, 10s, start + 11s);
            CHECK(std::ranges::count(later, address(6001)) > 0);
        }
    }
    SECTION("none wanted: only the seeds") {
        settings.want_cores = 0;
        Core core{settings, {}};
        dial_core(core, LinkId{1}, 5002);
        hear(core, LinkId{1}, Cores{{address(6001)}});
        CHECK(dials_within(core, 1min).empty());
    }
}

TEST_CASE("a seed that was lost is dialed again", "[nodes]") {
    CoreSettings settings = patient_settings();
    settings.seeds = {address(5002)};
    Core core{settings, {}};
    CHECK(dials(core.on_time(at_start())) == std::vector{address(5002)});
    dial_core(core, LinkId{1}, 5002);
    CHECK(dials_within(core, 1min).empty());
    core.closed(LinkId{1}, "gone", at(start + 1min));
    CHECK(core.deadline() < start + 1min + 5s);
    CHECK(dials_within(core, 5s, start + 1min).size() >= 1);
}

TEST_CASE("a core never dials the address it listens on", "[nodes]") {
    CoreSettings settings = patient_settings();
    settings.seeds = {settings.self};
    Core core{settings, {}};
    CHECK(core.on_time(at_start()).empty());
    CHECK(core.deadline() == sbc::never);
    dial_core(core, LinkId{1}, 5002);
    hear(core, LinkId{1}, Cores{{settings.self}});
    CHECK(dials_within(core, 1min).empty());
}

TEST_CASE("a list that we send is never longer than others accept", "[nodes]") {
    Core core{patient_settings(), {}};
    for (std::uint16_t i = 1; i <= 100; ++i) {
        dial_core(core, LinkId{i}, static_cast<std::uint16_t>(6'000 + i));
    }
    const auto cores = listed(core, LinkId{1});
    CHECK(cores.size() == longest_core_list);
    CHECK(cores[0] == address(5001));
    CHECK(decode(bytes(Cores{cores})));
}
