// Chapter 02's lines, as an application.
#include "chat.hpp"

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/scene.hpp"

using namespace scene;

namespace {

Actions hear(Chat& chat, const std::string& body) {
    return chat.published(MessageId{1}, body, {the_link}, at_start());
}

}  // namespace

TEST_CASE("a line that is typed is published under our name", "[03]") {
    Chat chat{"alice"};
    const auto published = of<Publish>(chat.typed("hello, wörld", at_start()));
    REQUIRE(published.size() == 1);
    CHECK(published[0].application == "chat");
    CHECK(published[0].body == R"({"from":"alice","text":"hello, wörld"})");
}

TEST_CASE("a line that others would not take is not sent, and says so", "[03]") {
    Chat chat{"alice"};
    for (const std::string& line : {std::string{}, std::string(4'097, 'x'), std::string{"\xff"}}) {
        const Actions actions = chat.typed(line, at_start());
        CHECK(of<Publish>(actions).empty());
        CHECK_THAT(told(actions), ContainsSubstring("not sent"));
    }
    CHECK(of<Publish>(chat.typed(std::string(4'096, 'x'), at_start())).size() == 1);
}

TEST_CASE("the longest line fits a message whatever it is made of", "[03]") {
    Chat chat{std::string(64, '\x01')};
    const auto published = of<Publish>(chat.typed(std::string(4'096, '\x01'), at_start()));
    REQUIRE(published.size() == 1);
    CHECK(decode(encode(Spread{"chat", MessageId{1}, 0, published[0].body})));
}

TEST_CASE("the lines of others are shown, our own are not", "[03]") {
    Chat chat{"alice"};
    const std::string body = R"({"from":"bob","text":"hello"})";
    CHECK(told(hear(chat, body)) == "bob: hello\n");
    CHECK(chat.published(MessageId{1}, body, {}, at_start()).empty());
    CHECK(told(chat.delivered(body)) == "delivered: hello\n");
}

TEST_CASE("what others say is made printable before it is shown", "[03]") {
    Chat chat{"alice"};
    CHECK(told(hear(chat, R"({"from":"ev\u0007il","text":"clear\u001b[2J"})")) ==
          "ev?il: clear?[2J\n");
}

TEST_CASE("a line of another form never hurts", "[03]") {
    Chat chat{"alice"};
    for (const std::string body : {"{}", R"({"from":1,"text":[]})", R"({"text":"x","more":{}})", "",
                                   "[", "\xff", R"({"from":{"a":1}})"}) {
        CAPTURE(body);
        CHECK(of<Tell>(hear(chat, body)).size() <= 1);
    }
}
