// A core and peers that mean no good: what they must not reach.
#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/core_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

// What a core dials in this time; nobody answers.
std::vector<Address> dials_within(Core& core, Duration time, sbc::Instant from = start) {
    std::vector<Address> all;
    std::uint64_t fresh = 17;
    for (sbc::Instant now = from; now < from + time; now += 100ms) {
        for (const Address& to : dials(core.on_time(at(now, fresh += 7'919)))) {
            all.push_back(to);
            core.dial_failed(to, "nobody there", at(now));
        }
    }
    return all;
}
std::ptrdiff_t count(const std::vector<Address>& list, const Address& one) {
    return std::count(list.begin(), list.end(), one);
}
std::vector<Address> many(std::uint16_t from) {
    std::vector<Address> list;
    for (std::uint16_t i = 0; i < longest_core_list; ++i) {
        list.push_back(address(static_cast<std::uint16_t>(from + i)));
    }
    return list;
}

}  // namespace

TEST_CASE("edges that sit where we call keep us from calling nobody", "[p2p]") {
    CoreSettings settings = core_settings();
    settings.seeds = {address(5002)};
    Core core{settings, {}};
    join_core(core, LinkId{100}, 6000);
    sbc::Instant now = start;
    for (std::uint64_t i = 0; i < 20; ++i) {
        hear(core, LinkId{100}, Cores{{address(static_cast<std::uint16_t>(7'000 + i))}}, now);
        for (int tick = 0; tick < 10; ++tick) {
            now += 1s;
            for (const Address& to : dials(core.on_time(at(now)))) {
                const LinkId link{1'000 + static_cast<std::uint64_t>((now - start) / 1s)};
                core.opened(link, to, Direction::Dialed, at(now));
                const Actions answer = hear(core, link, hello(Role::Edge, 7), now);
                CHECK(close_of(link, answer));
            }
            hear(core, LinkId{100}, Ping{Nonce{1}}, now);
        }
    }
    CHECK(count(dials_within(core, 2min, now), address(5002)) > 0);
}

TEST_CASE("who was called cannot tell us more than once who it is, nor give hints", "[p2p]") {
    Core core{core_settings(), {}};
    SECTION("before its hello") {
        core.opened(the_link, address(40'000), Direction::Accepted, at_start());
    }
    SECTION("after it") { join_edge(core, the_link); }
    SECTION("as a core") { join_core(core, the_link, 6000); }
    const Actions actions = hear(core, the_link, Refused{"full", many(7'000)});
    CHECK(close_of(the_link, actions).value().penalty > 0);
    for (const Address& to : dials_within(core, 1min)) CHECK(to.port() == 6000);
}

TEST_CASE("a seed that answers with our own id is called again, a hint is not", "[p2p]") {
    CoreSettings settings = core_settings();
    settings.seeds = {address(5002)};
    Core core{settings, {}};
    const auto answer_as_we_would = [&](LinkId link, std::uint16_t port) {
        core.opened(link, address(port), Direction::Dialed, at_start());
        CHECK(close_of(link, hear(core, link, settings.hello)));
    };
    REQUIRE(dials(core.on_time(at_start())) == std::vector{address(5002)});
    answer_as_we_would(LinkId{1}, 5002);
    CHECK(count(dials_within(core, 5min, start + 1s), address(5002)) > 0);

    join_core(core, LinkId{2}, 6000);
    hear(core, LinkId{2}, Cores{{address(5003)}});
    sbc::Instant now = start + 10min;
    std::vector<Address> called;
    while (count(called, address(5003)) == 0 && now < start + 20min) {
        now += 1s;
        hear(core, LinkId{2}, Ping{Nonce{1}}, now);
        called = dials(core.on_time(at(now)));
        if (count(called, address(5003)) == 0) {
            for (const Address& to : called) core.dial_failed(to, "nobody", at(now));
        }
    }
    REQUIRE(count(called, address(5003)) == 1);
    answer_as_we_would(LinkId{3}, 5003);
    hear(core, LinkId{2}, Cores{{address(5003)}}, now);
    CHECK(count(dials_within(core, 1min, now), address(5003)) == 0);
}

TEST_CASE("a full core lets a neighbour call back, whoever claims its id", "[p2p]") {
    CoreSettings settings = core_settings();
    settings.max_cores = 2;
    Core core{settings, {}};
    dial_core(core, LinkId{1}, 5002);
    // Somebody else was there first, under the id of 5002.
    join(core, LinkId{2}, hello(Role::Core, 5002, 6666));
    REQUIRE(core.cores() == 2);
    CHECK(sent_to<Hello>(LinkId{3}, join_core(core, LinkId{3}, 5002)).size() == 1);
    SECTION("once") {
        CHECK(sent_to<Refused>(LinkId{4}, join_core(core, LinkId{4}, 5002)).size() == 1);
    }
    SECTION("but nobody whom we have not called") {
        CHECK(sent_to<Refused>(LinkId{4}, join(core, LinkId{4}, hello(Role::Core, 5002, 6666)))
                  .size() == 1);
        CHECK(sent_to<Refused>(LinkId{5}, join_core(core, LinkId{5}, 5009)).size() == 1);
    }
}

TEST_CASE("hints from its own host do not keep us from calling a core back", "[p2p]") {
    CoreSettings settings = core_settings();
    settings.want_cores = 1;
    Core core{settings, {}};
    dial_core(core, LinkId{1}, 5002);
    hear(core, LinkId{1}, Cores{many(7'000)});  // nobody is wanted: they stay
    for (std::uint64_t host = 1; host < 100; ++host) {
        const auto at_host = Address::from("10.0.0." + std::to_string(host), 40'000).value();
        core.opened(LinkId{host + 10}, at_host, Direction::Accepted, at_start());
        hear(core, LinkId{host + 10}, hello(Role::Core, host, 5001));
        hear(core, LinkId{host + 10}, Cores{many(static_cast<std::uint16_t>(host * 64))});
        core.closed(LinkId{host + 10}, "gone", at_start());
    }
    join_core(core, LinkId{2}, 5003);
    CHECK(count(dials_within(core, 5s), address(5003)) > 0);
    SECTION("when it has gone, it is called no more") {
        core.closed(LinkId{2}, "gone", at(start + 5s));
        CHECK(dials_within(core, 10s, start + 5s).empty());
        core.closed(LinkId{1}, "gone", at(start + 15s));
        CHECK(count(dials_within(core, 20s, start + 15s), address(5003)) == 0);
    }
}

TEST_CASE("a token that a third one could see settles nothing", "[p2p]") {
    Core core{core_settings(100), {}};
    // On the host of the core at 5002 there is one that claims to be it.
    join_core(core, LinkId{1}, 5002);
    join_core(core, LinkId{2}, 5002);
    CHECK(receivers_of<Twin>(dial_core(core, LinkId{3}, 5002)).empty());
}

TEST_CASE("what no neighbour would accept is not sent", "[p2p]") {
    Notebook notes;
    Core core{core_settings(), {&notes}};
    join_edge(core, the_link, {"notes"});
    notes.notes.clear();
    const std::string too_long = R"({"a":")" + std::string(longest_spread, 'x') + R"("})";
    notes.wishes["typed"] = {Publish{"notes", too_long}};
    const Actions actions = core.typed("anything", at_start());
    CHECK(receivers_of<Spread>(actions).empty());
    CHECK_THAT(told(actions), ContainsSubstring("not sent"));
    CHECK(notes.notes.empty());
}

TEST_CASE("who is asked to say something to us alone has told us of the application", "[p2p]") {
    Notebook notes;
    Core core{core_settings(), {&notes}};
    join_edge(core, the_link, {"chess"});
    CHECK(hear(core, the_link, Direct{"notes", R"({"ask":1})"}).empty());
    CHECK(notes.notes.empty());
}
