// One core and its neighbours: who is let in, and what is not put up with.
// For any nodes of this shape: to be included after a node_kit.hpp.
#pragma once

#include "catch.hpp"
#include "nodes/core_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

TEST_CASE("who calls speaks first, and says which applications it has", "[nodes]") {
    Notebook notes;
    Notebook chess{"chess"};
    Core core{core_settings(), {&notes, &chess}};
    CHECK(core.opened(LinkId{1}, address(40'000), Direction::Accepted, at_start()).empty());
    const Actions dialed = core.opened(LinkId{2}, address(5002), Direction::Dialed, at_start());
    const auto hellos = sent_to<Hello>(LinkId{2}, dialed);
    REQUIRE(hellos.size() == 1);
    CHECK(hellos[0].applications == std::vector<std::string>{"chess", "notes"});
    CHECK(sent_to<Hello>(LinkId{1}, hear(core, LinkId{1}, hello(Role::Edge, 7))) == hellos);
}

TEST_CASE("a hello that does not fit gets the reason and a close, without a penalty", "[nodes]") {
    Core core{core_settings(), {}};
    Hello stranger = hello(Role::Edge, 8);
    SECTION("another network") { stranger.network = "elsewhere"; }
    SECTION("another version") { stranger.version = 2; }
    SECTION("another protocol") { stranger.protocol = "HTTP"; }
    SECTION("applications out of order") { stranger.applications = {"notes", "chess"}; }
    SECTION("a core that listens nowhere") { stranger.role = Role::Core; }
    const Actions actions = join(core, the_link, stranger);
    CHECK(sent_to<Hello>(the_link, actions).empty());
    const auto refused = sent_to<Refused>(the_link, actions);
    REQUIRE(refused.size() == 1);
    CHECK_FALSE(refused[0].reason.empty());
    CHECK(close_of(the_link, actions).value().penalty == 0);
    CHECK(told(core.typed("/who", at_start())).find("connected:") == std::string::npos);
}

TEST_CASE("what breaks the protocol costs its sender points and the connection", "[nodes]") {
    Core core{core_settings(), {}};
    join_core(core, LinkId{1}, 5002);
    core.opened(LinkId{2}, address(40'001), Direction::Accepted, at_start());
    join_edge(core, LinkId{4});
    const auto costs = [&](LinkId link, sbc::ByteView payload) {
        const Actions actions = core.received(link, payload, at_start());
        CHECK(of<Close>(actions).size() <= 1);
        return close_of(link, actions).value_or(Close{link, 0}).penalty > 0;
    };
    SECTION("garbage") { CHECK(costs(LinkId{1}, sbc::as_bytes("\x01\x02"))); }
    SECTION("nothing") { CHECK(costs(LinkId{1}, {})); }
    SECTION("another spelling") { CHECK(costs(LinkId{1}, sbc::as_bytes(R"({"type": "bye"})"))); }
    SECTION("an unknown kind") { CHECK(costs(LinkId{1}, sbc::as_bytes(R"({"type":"post"})"))); }
    SECTION("a second hello") { CHECK(costs(LinkId{1}, bytes(hello(Role::Core, 7, 5002)))); }
    SECTION("an acknowledgement of nothing") { CHECK(costs(LinkId{1}, bytes(Ack{}))); }
    SECTION("a list of an edge") { CHECK(costs(LinkId{4}, bytes(Cores{{address(6001)}}))); }
    SECTION("the load of an edge") { CHECK(costs(LinkId{4}, bytes(Load{0}))); }
    SECTION("the token of an edge") { CHECK(costs(LinkId{4}, bytes(Twin{Nonce{1}}))); }
    SECTION("a question before the hello") { CHECK(costs(LinkId{2}, bytes(GetCores{}))); }
    SECTION("a message before the hello") { CHECK(costs(LinkId{2}, bytes(spread(1)))); }
    SECTION("a word to us before the hello") { CHECK(costs(LinkId{2}, bytes(Direct{"a", "{}"}))); }
}

TEST_CASE("what comes on a link that was closed is ignored", "[nodes]") {
    Core core{core_settings(), {}};
    join_edge(core, the_link);
    core.received(the_link, sbc::as_bytes("nonsense"), at_start());
    CHECK(hear(core, the_link, GetCores{}).empty());
    CHECK(hear(core, the_link, spread(1)).empty());
    CHECK(core.closed(the_link, "closed", at_start()).empty());
    CHECK(core.closed(LinkId{77}, "closed", at_start()).empty());
    CHECK(core.dial_failed(address(9), "nobody", at_start()).size() == 1);
}

TEST_CASE("a connection that never introduces itself is closed in time", "[nodes]") {
    Core core{core_settings(), {}};
    core.opened(the_link, address(40'000), Direction::Accepted, at_start());
    CHECK(core.deadline() == start + 5s);
    CHECK_FALSE(close_of(the_link, core.on_time(at(start + 4999ms))));
    CHECK(close_of(the_link, core.on_time(at(start + 5s))).value().penalty == 0);
    CHECK(core.deadline() == sbc::never);
}

TEST_CASE("a quiet peer is pinged, and dropped unless its pong comes", "[nodes]") {
    Core core{core_settings(), {}};
    join_edge(core, the_link);
    core.on_time(at(start + 5s));  // when its hello would have been due
    CHECK(core.deadline() == start + 20s);
    const Actions asked = core.on_time(at(start + 20s, 77));
    REQUIRE(sent_to<Ping>(the_link, asked).size() == 1);
    const Nonce nonce = sent_to<Ping>(the_link, asked)[0].nonce;
    SECTION("it answers") {
        hear(core, the_link, Pong{nonce}, start + 21s);
        CHECK_FALSE(close_of(the_link, core.on_time(at(start + 25s))));
        CHECK(sent_to<Ping>(the_link, core.on_time(at(start + 41s))).size() == 1);
    }
    SECTION("it says something else") {
        hear(core, the_link, Pong{Nonce{nonce.value() + 1}}, start + 21s);
        CHECK(close_of(the_link, core.on_time(at(start + 25s))));
    }
    SECTION("it asks us, and is answered") {
        CHECK(sent_to<Pong>(the_link, hear(core, the_link, Ping{Nonce{5}}))[0].nonce == Nonce{5});
    }
}

TEST_CASE("a full core refuses an edge and names cores with room, and still takes cores",
          "[nodes]") {
    CoreSettings settings = core_settings();
    settings.max_edges = 2;
    Core core{settings, {}};
    dial_core(core, LinkId{1}, 5002);
    dial_core(core, LinkId{2}, 5003);
    hear(core, LinkId{1}, Load{1});
    hear(core, LinkId{2}, Load{2});
    join_edge(core, LinkId{3});
    join_edge(core, LinkId{4});
    const Actions actions = join_edge(core, LinkId{5});
    const auto refused = sent_to<Refused>(LinkId{5}, actions);
    REQUIRE(refused.size() == 1);
    CHECK(refused[0].cores == std::vector{address(5002)});
    CHECK(close_of(LinkId{5}, actions).value().penalty == 0);
    CHECK(sent_to<Hello>(LinkId{6}, join_core(core, LinkId{6}, 5004)).size() == 1);
    hear(core, LinkId{3}, Bye{});
    CHECK(sent_to<Hello>(LinkId{7}, join_edge(core, LinkId{7})).size() == 1);
}

TEST_CASE("cores are told how many edges hang on this one", "[nodes]") {
    Core core{core_settings(), {}};
    CHECK(sent_to<Load>(LinkId{1}, join_core(core, LinkId{1}, 5002)).at(0).edges == 0);
    CHECK(sent_to<Load>(LinkId{1}, join_edge(core, LinkId{2})).at(0).edges == 1);
    CHECK(sent_to<Load>(LinkId{2}, join_edge(core, LinkId{3})).empty());
    CHECK(sent_to<Load>(LinkId{1}, core.closed(LinkId{2}, "gone", at_start())).at(0).edges == 1);
}

TEST_CASE("who leaves says goodbye to all, and who says it is let go", "[nodes]") {
    Core core{core_settings(), {}};
    join_core(core, LinkId{1}, 5002);
    join_edge(core, LinkId{2});
    join_edge(core, LinkId{3});
    core.opened(LinkId{4}, address(40'001), Direction::Accepted, at_start());
    const Actions bye = hear(core, LinkId{2}, Bye{});
    CHECK(close_of(LinkId{2}, bye).value().penalty == 0);
    CHECK_THAT(told(bye), ContainsSubstring("said goodbye"));
    const Actions leaving = GENERATE(true, false) ? core.leave() : core.typed("/quit", at_start());
    CHECK(receivers_of<Bye>(leaving) == std::vector{LinkId{1}, LinkId{3}});
    CHECK(of<Quit>(leaving).size() == 1);
    CHECK(hear(core, LinkId{1}, GetCores{}).empty());
}
