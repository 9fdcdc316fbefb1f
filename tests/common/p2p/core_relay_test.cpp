#include "node_kit.hpp"
#include "nodes/core_relay_cases.hpp"

namespace {

struct BetweenCores : Notebook {
    [[nodiscard]] bool for_cores_only() const override { return true; }
};

}  // namespace

TEST_CASE("what cores have to themselves is passed on to cores alone, and from no edge", "[p2p]") {
    BetweenCores notes;
    Crossing crossing{{&notes}};
    CHECK(notes.notes == std::vector<std::string>{"joined from 2"});
    CHECK(readers(crossing.hears(core_a, spread(1))) == std::vector{core_b});
    CHECK(readers(crossing.core.typed("say hello", at_start())) == std::vector{core_a, core_b});
    notes.notes.clear();
    SECTION("an edge that spreads it is not heard, and gets no acknowledgement") {
        CHECK(crossing.hears(author, spread(22)).empty());
        CHECK(notes.notes.empty());
        CHECK(readers(crossing.hears(core_a, spread(22))) == std::vector{core_b});
    }
    SECTION("one that says it directly is ignored: no offence") {
        CHECK(crossing.hears(reader, Direct{"notes", R"({"ask":1})"}).empty());
        CHECK(crossing.core.edges() == 3);
    }
    SECTION("other applications are as ever") {
        CHECK(readers(crossing.hears(author, spread(23, "chess"))).size() == 4);
    }
}

TEST_CASE("an application does not hear who leaves without having joined it", "[p2p]") {
    Notebook notes;
    Core core{core_settings(), {&notes}};
    join_edge(core, LinkId{2}, {"chess"});
    core.closed(LinkId{2}, "gone", at_start());
    CHECK(notes.notes.empty());
}

TEST_CASE("what no application knows is said to be unknown, and nothing else happens", "[p2p]") {
    Notebook notes;
    Core core{core_settings(), {&notes}};
    const Actions answer = core.typed("sing hello", at_start());
    CHECK(answer.size() == 1);
    CHECK_THAT(told(answer), ContainsSubstring("no command"));
    CHECK(core.typed("", at_start()).empty());
}

TEST_CASE("what goes to many is one action, and each of them gets it once", "[p2p]") {
    Crossing crossing;
    const Actions actions = crossing.hears(author, spread(1));
    CHECK(of<Broadcast>(actions).size() == 1);
    const auto links = readers(actions);
    CHECK(std::adjacent_find(links.begin(), links.end()) == links.end());
}

TEST_CASE("an application publishes and is published at every event, and each message once",
          "[p2p]") {
    Notebook notes;
    Core core{core_settings(), {&notes}};
    join_core(core, core_a, 5002);
    const std::string event = GENERATE("joined", "left", "published", "direct", "typed", "woken");
    notes.wishes[event] = {Publish{"notes", R"({"text":"mine"})"}};
    notes.wake = event == "woken" ? start : sbc::never;
    Actions actions = join_edge(core, reader, {"notes"});
    actions = actions + hear(core, reader, Direct{"notes", "{}"});
    actions = actions + hear(core, core_a, spread(1));
    actions = actions + core.typed("anything", at_start());
    actions = actions + core.on_time(at_start());
    actions = actions + core.closed(reader, "gone", at_start());
    std::vector<std::string> bodies;
    for (const Spread& one : sent_to<Spread>(core_a, actions)) bodies.push_back(one.body);
    CHECK(bodies == std::vector<std::string>{R"({"text":"mine"})"});
    CHECK(notes.count("published") == 2);
}

TEST_CASE("an application may close the very link that it is told about", "[p2p]") {
    Notebook notes;
    Notebook chess{"chess"};
    Core core{core_settings(), {&notes, &chess}};
    join_core(core, core_a, 5002);
    const std::string event = GENERATE("joined", "left", "published", "direct");
    for (Notebook* one : {&notes, &chess}) {
        one->wishes[event] = {Close{reader, 3}, Close{reader, 3}, Close{LinkId{99}, 1}};
    }
    Actions actions = join_edge(core, reader, {"chess", "notes"});
    actions = actions + hear(core, reader, spread(1));
    actions = actions + hear(core, reader, Direct{"notes", "{}"});
    actions = actions + core.closed(reader, "gone", at_start());
    CHECK(of<Close>(actions).size() == (event == "left" ? 0 : 1));
    CHECK(core.edges() == 0);
    CHECK((notes.count("joined") == 1 && notes.count("left") == 1));
    CHECK((chess.count("joined") == 1 && chess.count("left") == 1));
    CHECK(sent_to<Pong>(core_a, hear(core, core_a, Ping{Nonce{1}})).size() == 1);
}

TEST_CASE("an application may close all others when one leaves", "[p2p]") {
    Notebook notes;
    CoreSettings settings = core_settings();
    settings.max_edges = 200;
    Core core{settings, {&notes}};
    for (std::uint64_t i = 1; i <= 200; ++i) {
        join_edge(core, LinkId{i}, {"notes"});
        notes.wishes["left"].push_back(Close{LinkId{i}, 0});
    }
    core.closed(LinkId{1}, "gone", at_start());
    CHECK(core.edges() == 0);
    CHECK(notes.count("left") == 200);
}
