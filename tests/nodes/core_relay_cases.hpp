// What a core carries for applications, whether it knows them or not.
// For any nodes of this shape: to be included after a node_kit.hpp.
#pragma once

#include "catch.hpp"
#include "nodes/core_scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

const LinkId core_a{1};
const LinkId core_b{2};
const LinkId reader{3};    // an edge with the application "notes"
const LinkId stranger{4};  // an edge without
const LinkId author{5};    // an edge that publishes

// A core with two cores and three edges around it.
struct Crossing {
    Crossing(const std::vector<Application*>& applications, const CoreSettings& settings)
        : core{settings, applications} {
        join_core(core, core_a, 5002);
        join_core(core, core_b, 5003, start, {"notes"});
        join_edge(core, reader, {"chess", "notes"});
        join_edge(core, stranger, {"chess"});
        join_edge(core, author, {"notes"});
    }
    explicit Crossing(const std::vector<Application*>& applications = {})
        : Crossing{applications, core_settings()} {}
    Actions hears(LinkId from, const Message& message, sbc::Instant now = start) {
        return hear(core, from, message, now);
    }
    Core core;
};
// To whom a message was passed on.
std::vector<LinkId> readers(const Actions& actions) { return receivers_of<Spread>(actions); }

}  // namespace

TEST_CASE("a message goes to all other cores and to the edges that can use it", "[nodes]") {
    Crossing crossing;
    CHECK(readers(crossing.hears(author, spread(1))) == std::vector{core_a, core_b, reader});
    CHECK(readers(crossing.hears(core_a, spread(2))) == std::vector{core_b, reader, author});
    SECTION("one hop further, and otherwise unchanged") {
        const auto copies = sent_to<Spread>(reader, crossing.hears(core_a, spread(3, "notes", 7)));
        REQUIRE(copies.size() == 1);
        CHECK(copies[0].hops == 8);
        CHECK((copies[0].id == MessageId{3} && copies[0].application == "notes"));
        CHECK(copies[0].body == spread(3).body);
    }
    SECTION("not to who has not introduced itself") {
        crossing.core.opened(LinkId{6}, address(40'001), Direction::Accepted, at_start());
        CHECK(readers(crossing.hears(author, spread(4))).size() == 3);
    }
    SECTION("not to who has gone") {
        crossing.core.closed(core_b, "gone", at_start());
        CHECK(readers(crossing.hears(author, spread(5))) == std::vector{core_a, reader});
    }
}

TEST_CASE("a message is passed on once, whichever ways it comes", "[nodes]") {
    Notebook notes;
    Crossing crossing{{&notes}};
    notes.notes.clear();
    crossing.hears(author, spread(1));
    CHECK(readers(crossing.hears(core_a, spread(1))).empty());
    CHECK(readers(crossing.hears(core_b, spread(1, "notes", 9))).empty());
    CHECK(notes.notes == std::vector<std::string>{R"(published 1 {"text":"hello"} from 5)"});
    SECTION("the same words under another id are another message") {
        CHECK(readers(crossing.hears(core_a, spread(2))).size() == 3);
        CHECK(notes.notes.size() == 2);
    }
    SECTION("the id is what counts, not the application nor the words") {
        CHECK(readers(crossing.hears(core_a, spread(1, "chess"))).empty());
    }
}

TEST_CASE("an edge is told that its message was passed on, for a repeat, too", "[nodes]") {
    Crossing crossing;
    CHECK(sent_to<Ack>(author, crossing.hears(author, spread(1))).at(0).id == MessageId{1});
    CHECK(sent_to<Ack>(author, crossing.hears(author, spread(1))).at(0).id == MessageId{1});
    CHECK(sent_to<Ack>(reader, crossing.hears(reader, spread(1))).size() == 1);
    CHECK(sent_to<Ack>(core_a, crossing.hears(core_a, spread(2))).empty());
    CHECK(sent_to<Ack>(author, crossing.hears(author, spread(3, "notes", 64))).empty());
}

TEST_CASE("an application that nobody here knows is carried all the same, and punished never",
          "[nodes]") {
    Crossing crossing;
    const Actions actions = crossing.hears(author, spread(1, "tic-tac-toe"));
    CHECK(readers(actions) == std::vector{core_a, core_b});
    CHECK(sent_to<Ack>(author, actions).size() == 1);
    CHECK(of<Close>(actions).empty());
    SECTION("what it says to us alone is ignored") {
        CHECK(crossing.hears(author, Direct{"tic-tac-toe", "{}"}).empty());
        CHECK(crossing.hears(core_a, Direct{"tic-tac-toe", "{}"}).empty());
        CHECK(sent_to<Pong>(author, crossing.hears(author, Ping{Nonce{1}})).size() == 1);
    }
}

TEST_CASE("a message that has come 64 hops stops here", "[nodes]") {
    Notebook notes;
    Crossing crossing{{&notes}};
    notes.notes.clear();
    CHECK(readers(crossing.hears(core_a, spread(1, "notes", 63))).size() == 3);
    const Actions actions = crossing.hears(core_a, spread(2, "notes", 64));
    CHECK(readers(actions).empty());
    CHECK(of<Close>(actions).empty());
    CHECK(notes.notes.size() == 1);
    SECTION("and is taken when it comes a shorter way") {
        CHECK(readers(crossing.hears(core_b, spread(2, "notes", 3))).size() == 3);
    }
}

TEST_CASE("what goes beyond a neighbour's rate is dropped, and nothing worse happens", "[nodes]") {
    Crossing crossing;
    std::size_t passed = 0;
    Actions last;
    for (std::uint64_t id = 1; id <= 2'000; ++id) {
        last = crossing.hears(author, spread(id));
        CHECK(of<Close>(last).empty());
        if (!readers(last).empty()) ++passed;
    }
    CHECK(passed == 400);
    CHECK(sent_to<Ack>(author, last).empty());
    CHECK(readers(crossing.hears(reader, spread(3'000))).size() == 3);
    CHECK(readers(crossing.hears(author, spread(2'000), start + 1s)).size() == 3);
    CHECK(sent_to<Pong>(author, crossing.hears(author, Ping{Nonce{1}})).size() == 1);
    SECTION("a repeat beyond the rate is not acknowledged") {
        for (int i = 0; i < 400; ++i) crossing.hears(reader, spread(1));
        CHECK(sent_to<Ack>(reader, crossing.hears(reader, spread(1))).empty());
    }
}

TEST_CASE("an application of the core hears who comes and goes, and answers", "[nodes]") {
    Notebook notes;
    notes.wishes["joined"] = {Send{the_link, Direct{"notes", R"({"welcome":1})"}}};
    Core core{core_settings(), {&notes}};
    const Actions joined = join_edge(core, the_link, {"chess", "notes"});
    CHECK(sent_to<Direct>(the_link, joined).at(0).body == R"({"welcome":1})");
    join_edge(core, LinkId{2}, {"chess"});
    CHECK(notes.notes == std::vector<std::string>{"joined from 1"});
    const Actions answer = hear(core, the_link, Direct{"notes", R"({"ask":1})"});
    CHECK(sent_to<Direct>(the_link, answer).at(0).body == R"({"answer":2})");
    CHECK(of<Send>(answer).size() == 1);
    core.closed(the_link, "gone", at_start());
    CHECK(notes.notes.back() == "left from 1");
}

TEST_CASE("what is typed at a core is published by its application, and comes back to it once",
          "[nodes]") {
    Notebook notes;
    Crossing crossing{{&notes}};
    notes.notes.clear();
    const Actions actions = crossing.core.typed("say hello", at_start(100));
    CHECK(readers(actions) == std::vector{core_a, core_b, reader, author});
    CHECK(sent_to<Spread>(core_a, actions)[0].hops == 1);
    REQUIRE(notes.notes.size() == 1);
    CHECK_THAT(notes.notes[0], ContainsSubstring(R"({"text":"hello"} from here)"));
    const MessageId id = sent_to<Spread>(core_a, actions)[0].id;
    CHECK(readers(crossing.hears(core_b, spread(id.value()))).empty());
    CHECK(notes.notes.size() == 1);
    SECTION("the same words are another message") {
        const Actions again = crossing.core.typed("say hello", at_start(100));
        CHECK(sent_to<Spread>(core_a, again)[0].id != id);
    }
}

TEST_CASE("a core wakes up for its applications", "[nodes]") {
    Notebook notes;
    Core core{core_settings(), {&notes}};
    core.on_time(at_start());
    notes.wake = start + 3s;
    CHECK(core.deadline() == start + 3s);
    core.on_time(at(start + 3s));
    CHECK(core.deadline() == sbc::never);
}
