#include "thanks.hpp"

#include <algorithm>
#include <string>

#include "base/utf8.hpp"
#include "catch.hpp"
#include "small_network.hpp"

using exercise::Actions;
using exercise::Thanks;
using stage::Publish;
using stage::Tell;

namespace {

// The learner's application, and the story of what happened to it.
class Told {
public:
    explicit Told(const std::string& me)
        : thanks_{me}, story{"\n  your application, at " + me + "'s"} {}

    Actions type(const std::string& line) {
        story += "\n  typed: " + line;
        return told(thanks_.typed(line, {}));
    }
    // Without a neighbour it is our own message that comes back.
    Actions publish(const std::string& body, bool our_own = false) {
        story += "\n  published" + std::string(our_own ? " (our own): " : ": ") + body;
        const stage::Source from{our_own ? std::nullopt : std::optional{stage::LinkId{1}}};
        return told(thanks_.published(stage::MessageId{++id_}, body, from, {}));
    }
    // The list, as "bob: 1, carol: 2".
    std::string list() {
        std::string text;
        for (const auto& action : type("thanks")) {
            const auto* tell = std::get_if<Tell>(&action);
            if (tell == nullptr || tell->text.find(": ") == std::string::npos) continue;
            text += (text.empty() ? "" : ", ") + tell->text;
        }
        return text;
    }

private:
    Actions told(Actions actions) {
        for (const auto& action : actions) {
            const auto* tell = std::get_if<Tell>(&action);
            const auto* publish = std::get_if<Publish>(&action);
            if (tell != nullptr) story += "\n    you told: " + sbc::printable(tell->text);
            if (publish != nullptr) {
                story += "\n    you published, as " + publish->application + ": " + publish->body;
            }
        }
        if (actions.empty()) story += "\n    you did nothing";
        return actions;
    }
    Thanks thanks_;
    std::uint64_t id_ = 0;

public:
    std::string story;
};

std::string thank(const std::string& from, const std::string& to) {
    return R"({"from":")" + from + R"(","to":")" + to + R"("})";
}

// What a node would carry out of these actions: the message that is published.
Publish published(const Actions& actions) {
    for (const auto& action : actions) {
        if (const auto* publish = std::get_if<Publish>(&action)) return *publish;
    }
    return {};
}

// The names on this application's list, and whether one of its lines is this.
std::size_t names_on(Thanks& thanks) { return thanks.typed("thanks", {}).size(); }

bool shows(Thanks& thanks, const std::string& line) {
    const Actions lines = thanks.typed("thanks", {});
    return std::any_of(lines.begin(), lines.end(), [&](const stage::Action& action) {
        const auto* tell = std::get_if<Tell>(&action);
        return tell != nullptr && tell->text == line;
    });
}

// Of the names name0, name1, … each is thanked once.
void thank_all(Thanks& thanks, std::uint64_t names) {
    for (std::uint64_t name = 0; name < names; ++name) {
        const stage::MessageId id{1'000 + name};
        const std::string body = thank("mallory", "name" + std::to_string(name));
        thanks.published(id, body, {stage::LinkId{1}}, {});
    }
}

}  // namespace

TEST_CASE("a thank reaches everybody, through a core that knows nothing of it") {
    Told alice{"alice"};
    const Publish message = published(alice.type("thank bob"));
    INFO("so far:" << alice.story);
    INFO("her line is to publish, as thanks:  " << thank("alice", "bob"));
    INFO("a node hands each message to the application that is named in it. Under another name it");
    INFO("reaches none of those who have this one");
    REQUIRE(message.application == "thanks");
    REQUIRE(message.body == thank("alice", "bob"));

    SmallNetwork network;
    for (const std::string name : {"alice", "bob", "carol"}) network.add_edge(name);
    network.type(0, "thank bob");
    const std::string list = network.type(2, "thanks");
    INFO("and in a network:" << network.story);
    INFO("carol reads what alice has published, and counts it");
    CHECK(list == "bob: 1\n");
}

TEST_CASE("our own thank counts once, like everybody's") {
    Told alice{"alice"};
    const Publish message = published(alice.type("thank bob"));
    alice.publish(message.body, true);
    const std::string list = alice.list();
    INFO("so far:" << alice.story);
    INFO("what we publish comes back to us as what others publish does: so one place is enough to");
    INFO("count all of it. Who counts when it is typed, too, has a list that nobody else has");
    CHECK(list == "bob: 1");
}

TEST_CASE("the same thanks twice are two") {
    Told carol{"carol"};
    carol.publish(thank("alice", "bob"));
    carol.publish(thank("alice", "bob"));
    const std::string list = carol.list();
    INFO("so far:" << carol.story);
    INFO("these are two messages: the node hands over each id once, so that copies are none of");
    INFO("your business. Who compares the words loses the second thank");
    CHECK(list == "bob: 2");
}

TEST_CASE("whoever is thanked is told, and nobody else") {
    Told bob{"bob"};
    Told carol{"carol"};
    const Actions at_bob = bob.publish(thank("alice", "bob"));
    const Actions at_carol = carol.publish(thank("alice", "bob"));
    const auto* told = at_bob.empty() ? nullptr : std::get_if<Tell>(&at_bob.front());
    const std::string text = told == nullptr ? "nothing" : told->text;
    INFO("so far:" << bob.story << carol.story);
    INFO("bob is told something nice. Carol only counts: it is not for her, and with a thousand");
    INFO("people in the network her screen would be full of it");
    CHECK(text == "alice says: you are great");
    CHECK(at_carol.empty());
}

TEST_CASE("nobody is counted for thanking himself") {
    Told carol{"carol"};
    carol.publish(thank("mallory", "mallory"));
    const std::string list = carol.list();
    INFO("so far:" << carol.story);
    INFO("mallory's own program may let him type that. A rule holds only where messages are read,");
    INFO("by everybody for himself");
    CHECK(list.empty());
}

TEST_CASE("what is not understood is not counted") {
    Told carol{"carol"};
    carol.publish("not even JSON");
    carol.publish(R"({"from":"alice"})");
    carol.publish(R"({"from":"alice","to":7})");
    carol.publish(R"({"from":"alice","to":"bob","times":1000})");
    carol.publish(thank("alice", std::string(65, 'b')));
    const std::string list = carol.list();
    INFO("so far:" << carol.story);
    INFO("none of these is two names of at most 64 bytes and nothing more, and nobody has looked");
    INFO("before you: a core carries a body unread. The reader gives empty values for what is");
    INFO("missing, wrong or too long, and passes over what nobody asks for; finish() tells of it");
    CHECK(list.empty());
}

TEST_CASE("a name has a byte at least") {
    Told carol{"carol"};
    carol.publish(thank("alice", ""));
    carol.publish(thank("", "bob"));
    const std::string list = carol.list();
    INFO("so far:" << carol.story);
    INFO("the first of these thanks nobody, the second is from nobody: neither is to be counted.");
    INFO("To the reader an empty text is text, and finish() minds it as little: look for yourself");
    CHECK(list.empty());
}

TEST_CASE("the list does not grow for ever") {
    Thanks thanks{"carol"};
    thank_all(thanks, 150);
    const std::size_t names = names_on(thanks);
    INFO("mallory has thanked 150 names that he invented; you count " << names << " of them, and");
    INFO("may count " << exercise::most_names
                      << ". A stranger decides how many names come, so you");
    INFO("decide how many stay");
    CHECK(names <= exercise::most_names);
}

TEST_CASE("a full list goes on counting those that are on it") {
    Thanks thanks{"carol"};
    thank_all(thanks, 100);
    thanks.published(stage::MessageId{1}, thank("alice", "name7"), {stage::LinkId{1}}, {});
    const bool counted = shows(thanks, "name7: 2");
    INFO(
        "mallory has thanked name0 to name99, so the list is full; then alice thanks name7, who "
        "is");
    INFO("on it. That takes no more room: your list should show name7: 2");
    CHECK(counted);
}

TEST_CASE("a name is made harmless before it is shown") {
    Told carol{"carol"};
    carol.publish(R"({"from":"mallory","to":"bo\u001b[2Jb"})");
    const std::string list = carol.list();
    const bool harmless = sbc::printable(list) == list;
    INFO("so far:" << carol.story);
    INFO(
        "the name has an escape character in it: shown as it is (here we show it as '?') it wipes");
    INFO("the reader's screen. There is sbc::printable() for what strangers write");
    CHECK(harmless);
}

TEST_CASE("an empty list is shown, too") {
    Told carol{"carol"};
    const bool silent = carol.type("thanks").empty();
    INFO("so far:" << carol.story);
    INFO("no actions mean: this line is not for me. The node then asks the next application, and");
    INFO("whoever typed it waits for an answer. Say that nobody has been thanked yet");
    CHECK_FALSE(silent);
}

TEST_CASE("other lines are left to other applications") {
    Told carol{"carol"};
    const bool left_hello_alone = carol.type("hello everybody").empty();
    const bool left_thankful_alone = carol.type("thankful for the weather").empty();
    INFO("so far:" << carol.story);
    INFO("the node asks one application after the other, and the first that does something gets");
    INFO("the line. Who answers every line, if only with an error, takes them from all others.");
    INFO("And \"thankful\" is another word than \"thank\"");
    CHECK(left_hello_alone);
    CHECK(left_thankful_alone);
}

TEST_CASE("a name that is too long is not published") {
    Told alice{"alice"};
    const Actions actions = alice.type("thank " + std::string(65, 'b'));
    const bool sent = !published(actions).body.empty();
    INFO("so far:" << alice.story);
    INFO(
        "a name of 65 bytes is one too long: everybody who reads this message throws it away, and");
    INFO("alice believes that it has arrived. Tell her instead");
    CHECK_FALSE(sent);
}
