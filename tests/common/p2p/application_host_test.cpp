#include "p2p/application_host.hpp"

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

using Notes = std::vector<std::string>;
const Hello player = hello(Role::Edge, 7, 0, {"chess"});
const Hello both = hello(Role::Edge, 8, 0, {"chess", "mail", "notes"});

struct BetweenCores : Notebook {
    [[nodiscard]] bool for_cores_only() const override { return true; }
};

}  // namespace

TEST_CASE("applications are named in order, whatever their order here", "[p2p]") {
    Notebook notes{"notes"};
    Notebook chess{"chess"};
    CHECK(ApplicationHost{{&notes, &chess}}.names() == Notes{"chess", "notes"});
    CHECK(ApplicationHost{{}}.names().empty());
}

TEST_CASE("each message comes to the application that it names, and to no other", "[p2p]") {
    Notebook notes{"notes"};
    Notebook chess{"chess"};
    ApplicationHost host{{&notes, &chess}};
    CHECK(host.published(spread(1, "chess"), {the_link}, at_start()).empty());
    CHECK(host.published(spread(2, "mail"), {the_link}, at_start()).empty());
    CHECK(host.delivered(spread(3, "chess")).empty());
    CHECK(host.delivered(spread(4, "mail")).empty());
    CHECK(chess.notes ==
          Notes{R"(published 1 {"text":"hello"} from 1)", R"(delivered {"text":"hello"})"});
    CHECK(notes.notes.empty());
}

TEST_CASE("a word to us alone comes from those only that have joined", "[p2p]") {
    Notebook notes{"notes"};
    ApplicationHost host{{&notes}};
    const Direct ask{"notes", R"({"ask":1})"};
    CHECK(host.direct(the_link, player, ask, at_start()).empty());
    CHECK(notes.notes.empty());
    CHECK(sent_to<Direct>(the_link, host.direct(the_link, both, ask, at_start())).size() == 1);
    CHECK(host.direct(the_link, both, {"mail", "{}"}, at_start()).empty());
}

TEST_CASE("a neighbour joins and leaves those applications that it has, too", "[p2p]") {
    Notebook notes{"notes"};
    Notebook chess{"chess"};
    ApplicationHost host{{&notes, &chess}};
    CHECK(host.joined(LinkId{1}, player, at_start()).empty());
    CHECK(host.joined(LinkId{2}, both, at_start()).empty());
    CHECK(host.left(LinkId{1}, player).empty());
    CHECK(chess.notes == Notes{"joined from 1", "joined from 2", "left from 1"});
    CHECK(notes.notes == Notes{"joined from 2"});
}

TEST_CASE("what cores have to themselves no edge has a part in, whatever it names", "[p2p]") {
    BetweenCores notes;
    Notebook chess{"chess"};
    ApplicationHost host{{&notes, &chess}};
    CHECK(host.is_for_cores_only("notes"));
    CHECK_FALSE(host.is_for_cores_only("chess"));
    CHECK_FALSE(host.is_for_cores_only("mail"));  // we do not have it, and cannot know
    const Direct ask{"notes", R"({"ask":1})"};
    (void)host.joined(LinkId{1}, both, at_start());
    CHECK(host.direct(LinkId{1}, both, ask, at_start()).empty());
    (void)host.left(LinkId{1}, both);
    CHECK(notes.notes.empty());
    CHECK(chess.notes == Notes{"joined from 1", "left from 1"});
    const Hello core = hello(Role::Core, 9, 5'002, {"notes"});
    (void)host.joined(LinkId{2}, core, at_start());
    CHECK(sent_to<Direct>(LinkId{2}, host.direct(LinkId{2}, core, ask, at_start())).size() == 1);
    CHECK(notes.count("joined") == 1);
}

TEST_CASE("what several applications want is all done", "[p2p]") {
    Notebook notes{"notes"};
    Notebook chess{"chess"};
    ApplicationHost host{{&notes, &chess}};
    for (Notebook* one : {&notes, &chess}) {
        one->wishes["joined"] = {Tell{Tone::Plain, one->name() + " one"},
                                 Tell{Tone::Plain, one->name() + " two"}};
    }
    CHECK(told(host.joined(the_link, both, at_start())) ==
          "chess one\nchess two\nnotes one\nnotes two\n");
}

TEST_CASE("a command is the first application's that knows it", "[p2p]") {
    Notebook notes{"notes"};
    Notebook chess{"chess"};
    ApplicationHost host{{&notes, &chess}};
    CHECK(of<Publish>(host.typed("say hello", at_start())).at(0).application == "chess");
    CHECK(host.typed("sing", at_start()).empty());
    notes.wishes["typed"] = {Tell{Tone::Plain, "la la"}};
    CHECK(told(host.typed("sing", at_start())) == "la la\n");
}

TEST_CASE("the next deadline is the earliest, and only those are woken whose time has come",
          "[p2p]") {
    Notebook notes{"notes"};
    Notebook chess{"chess"};
    ApplicationHost host{{&notes, &chess}};
    CHECK(host.deadline() == sbc::never);
    notes.wake = start + 2s;
    chess.wake = start + 1s;
    CHECK(host.deadline() == start + 1s);
    CHECK(host.on_time(at(start + 1s)).empty());
    CHECK((notes.notes.empty() && chess.notes == Notes{"woken"}));
    CHECK(host.deadline() == start + 2s);
    CHECK(host.on_time(at(start + 1999ms)).empty());
    CHECK(notes.notes.empty());
}
