// One edge: the core it hangs on, and what it publishes there.
// For any nodes of this shape: to be included after a node_kit.hpp.
#pragma once

#include "catch.hpp"
#include "nodes/edge_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

TEST_CASE("what is published without a core is kept, in order, and sent when one is found",
          "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    CHECK_THAT(told(edge.typed("say one", at_start(11))), ContainsSubstring("kept until a core"));
    edge.typed("say two", at_start(12));
    const auto sent = spreads(connect(edge));
    REQUIRE(sent.size() == 2);
    CHECK((sent[0].body == R"({"text":"one"})" && sent[1].body == R"({"text":"two"})"));
    CHECK((sent[0].application == "notes" && sent[0].hops == 0));
    CHECK(sent[0].id != sent[1].id);
}

TEST_CASE("a message stays until it is acknowledged, and goes to the next core again", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    const auto one = spreads(edge.typed("say one", at_start(11)));
    const auto two = spreads(edge.typed("say two", at_start(12)));
    REQUIRE((one.size() == 1 && two.size() == 1));
    notes.notes.clear();
    hear(edge, Ack{one[0].id});
    CHECK(notes.notes == std::vector<std::string>{R"(delivered {"text":"one"})"});
    SECTION("under the id that it had") {
        edge.closed(the_link, "the peer closed", at_start());
        const auto again = spreads(connect(edge, LinkId{2}));
        REQUIRE(again.size() == 1);
        CHECK(again[0].id == two[0].id);
    }
    SECTION("an acknowledgement of something else, or a second one, changes nothing") {
        hear(edge, Ack{one[0].id});
        hear(edge, Ack{MessageId{4711}});
        CHECK(notes.notes.size() == 1);
    }
}

TEST_CASE("what waits is bounded, and says so", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    Actions last;
    for (std::uint64_t i = 1; i <= 4; ++i) last = edge.typed("say x", at_start(i));
    CHECK_THAT(told(last), ContainsSubstring("not sent: too many"));
    CHECK(notes.notes.size() == 3);  // what is not sent has not been published
    CHECK(spreads(connect(edge)).size() == 3);
}

TEST_CASE("our own message comes to our application at once, and never again", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    notes.notes.clear();
    const auto sent = spreads(edge.typed("say one", at_start(11)));
    REQUIRE(notes.notes.size() == 1);
    CHECK_THAT(notes.notes[0], ContainsSubstring("from here"));
    edge.closed(the_link, "gone", at_start());
    connect(edge, LinkId{2});
    notes.notes.clear();
    Spread back = sent.at(0);
    back.hops = 3;
    hear(edge, back, LinkId{2});
    CHECK(notes.notes.empty());
}

TEST_CASE("a message that two cores deliver comes once", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    notes.notes.clear();
    hear(edge, spread(7));
    hear(edge, spread(7, "notes", 5));
    edge.closed(the_link, "gone", at_start());
    connect(edge, LinkId{2});
    hear(edge, spread(7, "notes", 2), LinkId{2});
    hear(edge, spread(8), LinkId{2});
    CHECK(std::count_if(notes.notes.begin(), notes.notes.end(), [](const std::string& note) {
              return note.starts_with("published 7 ");
          }) == 1);
    CHECK_THAT(notes.notes.back(), ContainsSubstring("published 8 "));
}

TEST_CASE("an application hears when a core that has it comes and goes, and is answered",
          "[nodes]") {
    Notebook notes;
    Notebook chess{"chess"};
    notes.wishes["joined"] = {Send{the_link, Direct{"notes", R"({"welcome":1})"}}};
    Edge edge{edge_settings(), {&notes, &chess}};
    const Actions actions = connect(edge);
    CHECK(notes.notes == std::vector<std::string>{"joined from 1"});
    CHECK(sent_to<Direct>(the_link, actions).at(0).body == R"({"welcome":1})");
    CHECK(chess.notes.empty());
    const Actions answer = hear(edge, Direct{"notes", R"({"ask":1})"});
    CHECK(sent_to<Direct>(the_link, answer).at(0).body == R"({"answer":2})");
    edge.closed(the_link, "gone", at_start());
    CHECK(notes.notes.back() == "left from 1");
}

TEST_CASE("what is for an application that we do not have is ignored", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    notes.notes.clear();
    CHECK(hear(edge, spread(1, "chess")).empty());
    CHECK(hear(edge, Direct{"chess", "{}"}).empty());
    CHECK(notes.notes.empty());
    hear(edge, spread(2));
    CHECK(notes.notes.size() == 1);
}

TEST_CASE("a line goes to the first application that knows it as a command", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    CHECK(edge.typed("", at_start()).empty());
    CHECK_THAT(told(edge.typed("/who", at_start())), ContainsSubstring("at core 127.0.0.1:5001"));
    CHECK(of<Quit>(edge.typed("/quit", at_start())).size() == 1);
}

TEST_CASE("who leaves says goodbye, and what is lost", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    edge.typed("say one", at_start(11));
    const Actions actions = edge.leave();
    CHECK(sent_to<Bye>(the_link, actions).size() == 1);
    CHECK_THAT(told(actions), ContainsSubstring("lost: messages"));
    CHECK(of<Quit>(actions).size() == 1);
}

TEST_CASE("an edge wakes up for its applications", "[nodes]") {
    Notebook notes;
    Edge edge{edge_settings(), {&notes}};
    connect(edge);
    notes.wake = start + 3s;
    CHECK(edge.deadline() == start + 3s);
    edge.on_time(at(start + 3s));
    CHECK(edge.deadline() == start + 20s);
}
