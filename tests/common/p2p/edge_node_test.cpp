#include "node_kit.hpp"
#include "nodes/edge_node_cases.hpp"

TEST_CASE("an application does not hear of a core that has never joined it", "[p2p]") {
    Notebook chess{"chess"};
    Edge edge{edge_settings(), {&chess}};
    connect(edge);
    edge.closed(the_link, "gone", at_start());
    CHECK(chess.notes.empty());
}

TEST_CASE("a line that no application knows is said to be unknown", "[p2p]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    CHECK_THAT(told(edge.typed("sing one", at_start())), ContainsSubstring("no command"));
}

TEST_CASE("a core that lives and does not acknowledge is sent the same again", "[p2p]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    const auto one = spreads(edge.typed("say one", at_start(11)));
    REQUIRE(one.size() == 1);
    CHECK(edge.deadline() == start + 5s);
    CHECK(spreads(edge.on_time(at(start + 4999ms))).empty());
    for (int round = 1; round <= 3; ++round) {
        const auto again = spreads(edge.on_time(at(start + round * 5s)));
        REQUIRE(again.size() == 1);
        CHECK(again[0].id == one[0].id);
        CHECK(edge.deadline() == start + (round + 1) * 5s);
    }
    hear(edge, Ack{one[0].id});
    CHECK(edge.deadline() > start + 15s);
    CHECK(edge.unacknowledged() == 0);
}

TEST_CASE("an application of an edge publishes at every event, and each message is sent once",
          "[p2p]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    const std::string event = GENERATE("joined", "published", "direct", "typed", "woken");
    notes.wishes[event] = {Publish{"notes", R"({"text":"mine"})"}};
    notes.wake = event == "woken" ? start : sbc::never;
    Actions actions = connect(edge);
    actions = actions + hear(edge, Direct{"notes", "{}"});
    actions = actions + hear(edge, spread(1));
    actions = actions + edge.typed("anything", at_start());
    actions = actions + edge.on_time(at_start());
    const auto sent = spreads(actions);
    REQUIRE(sent.size() == 1);
    CHECK(notes.count("published") == 2);
    notes.wishes["delivered"] = {Tell{Tone::Good, "it has arrived"}};
    CHECK(told(hear(edge, Ack{sent[0].id})) == "it has arrived\n");
    SECTION("also when it loses its core: then the next one gets it") {
        notes.wishes["left"] = {Publish{"notes", R"({"text":"last"})"}};
        edge.closed(the_link, "gone", at_start());
        CHECK(spreads(connect(edge, LinkId{2})).size() == (event == "joined" ? 2 : 1));
    }
}

TEST_CASE("an application may leave the core that it is told about", "[p2p]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    const std::string event = GENERATE("joined", "left", "published", "direct", "delivered");
    notes.wishes[event] = {Close{the_link, 1}, Close{the_link, 1}, Close{LinkId{77}, 0}};
    Actions actions = connect(edge);
    const auto sent = spreads(edge.typed("say one", at_start(11)));
    actions = actions + hear(edge, spread(1));
    if (!sent.empty()) actions = actions + hear(edge, Ack{sent[0].id});
    actions = actions + hear(edge, Direct{"notes", "{}"});
    actions = actions + edge.closed(the_link, "gone", at_start());
    CHECK(of<Close>(actions).size() == 1);
    CHECK((notes.count("joined") == 1 && notes.count("left") == 1));
    CHECK_FALSE(edge.connected_to());
    CHECK(edge.deadline() < start + 1s);
}
