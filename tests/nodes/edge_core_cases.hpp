// Which core an edge hangs on, and which it leaves.
// For any nodes of this shape: to be included after a node_kit.hpp.
#pragma once

#include "catch.hpp"
#include "nodes/edge_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

// The core that an edge dials next, which it does within a minute.
std::optional<Address> next_dial(Edge& edge, sbc::Instant from = start) {
    for (sbc::Instant now = from; now < from + 1min; now += 100ms) {
        const auto found = dials(edge.on_time(at(now)));
        if (!found.empty()) return found[0];
    }
    return {};
}

}  // namespace

TEST_CASE("an edge leaves a core that breaks the protocol, and tries again soon", "[nodes]") {
    Edge edge{edge_settings(), {}};
    edge.on_time(at_start());
    Actions actions;
    SECTION("that speaks before its hello") {
        edge.opened(the_link, address(5001), Direction::Dialed, at_start());
        SECTION("about itself") { actions = hear(edge, Cores{}); }
        SECTION("for an application") { actions = hear(edge, spread(1)); }
        SECTION("to it alone") { actions = hear(edge, Direct{"notes", "{}"}); }
    }
    SECTION("of another network") {
        edge.opened(the_link, address(5001), Direction::Dialed, at_start());
        Hello other = core_hello();
        other.network = "elsewhere";
        actions = hear(edge, other);
    }
    SECTION("that sends nonsense") {
        connect(edge);
        actions = edge.received(the_link, sbc::as_bytes("{"), at_start());
    }
    SECTION("that says hello twice") {
        connect(edge);
        actions = hear(edge, core_hello());
    }
    SECTION("that never says hello") {
        edge.opened(the_link, address(5001), Direction::Dialed, at_start());
        CHECK(edge.deadline() == start + 5s);
        actions = edge.on_time(at(start + 5s));
    }
    CHECK(close_of(the_link, actions));
    CHECK_THAT(told(actions), ContainsSubstring("the next attempt in"));
    CHECK(edge.deadline() < start + 6s);
    CHECK(next_dial(edge, start + 5s));
}

TEST_CASE("a silent core is pinged, then left", "[nodes]") {
    Edge edge{edge_settings(), {}};
    connect(edge);
    CHECK(edge.deadline() == start + 20s);
    CHECK(sent_to<Ping>(the_link, edge.on_time(at(start + 20s))).size() == 1);
    const Actions left = edge.on_time(at(start + 25s));
    CHECK(close_of(the_link, left));
    CHECK_THAT(told(left), ContainsSubstring("the core does not answer"));
}

TEST_CASE("what still comes from a core that was left is ignored", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    edge.closed(the_link, "gone", at_start());
    connect(edge, LinkId{2});
    notes.notes.clear();
    CHECK(hear(edge, spread(1)).empty());
    CHECK(hear(edge, Bye{}).empty());
    CHECK(edge.closed(the_link, "gone", at_start()).empty());
    CHECK(notes.notes.empty());
}

TEST_CASE("what a refusing core says is made printable", "[nodes]") {
    Edge edge{edge_settings(), {}};
    edge.opened(the_link, address(5001), Direction::Dialed, at_start());
    const Actions actions = hear(edge, Refused{"no\x1b[2J", {}});
    CHECK_THAT(told(actions), ContainsSubstring("refused: no?[2J"));
}
