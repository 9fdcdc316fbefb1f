#include "p2p/hello.hpp"

#include "catch.hpp"

using namespace sbc::p2p;

namespace {

const Hello ours{.network = "classroom", .role = Role::Core, .port = 5001, .id = NodeId{1}};

Hello theirs() {
    return {.network = "classroom", .role = Role::Core, .port = 5002, .id = NodeId{2}};
}

HelloError reason(const Hello& hello) {
    const auto checked = check_hello(hello, ours);
    REQUIRE_FALSE(checked);
    CHECK_FALSE(checked.error().text.empty());
    CHECK(checked.error().text.size() <= 200);
    return checked.error().reason;
}

}  // namespace

TEST_CASE("nodes of one network and version understand each other", "[p2p]") {
    CHECK(check_hello(theirs(), ours));
    Hello edge = theirs();
    edge.role = Role::Edge;
    edge.port = 0;
    edge.applications = {"board", "mail-2"};
    CHECK(check_hello(edge, ours));
}

TEST_CASE("each mismatch has its own reason", "[p2p]") {
    Hello hello = theirs();
    SECTION("protocol") {
        hello.protocol = "HTTP";
        CHECK(reason(hello) == HelloError::WrongProtocol);
    }
    SECTION("version") {
        hello.version = 2;
        CHECK(reason(hello) == HelloError::WrongVersion);
    }
    SECTION("network") {
        hello.network = std::string(64, 'x');
        CHECK(reason(hello) == HelloError::WrongNetwork);
    }
    SECTION("our own id: the connection leads back to us") {
        hello.id = ours.id;
        CHECK(reason(hello) == HelloError::Myself);
    }
    SECTION("a core without a port") {
        hello.port = 0;
        CHECK(reason(hello) == HelloError::NoPort);
    }
}

TEST_CASE("the protocol is judged before the version, and the version before all else", "[p2p]") {
    Hello hello = theirs();
    hello.version = 9;
    hello.network = "elsewhere";
    hello.id = ours.id;
    CHECK(reason(hello) == HelloError::WrongVersion);
    hello.protocol = "other";
    CHECK(reason(hello) == HelloError::WrongProtocol);
}

TEST_CASE("an application has a name of one spelling, in order, once", "[p2p]") {
    const std::vector<std::vector<std::string>> wrong{
        {""},    {"Board"},  {"-board"}, {"9"},
        {"a b"}, {"b", "a"}, {"a", "a"}, {std::string(33, 'a')}};
    for (const auto& names : wrong) {
        CAPTURE(names);
        Hello hello = theirs();
        hello.applications = names;
        CHECK(reason(hello) == HelloError::BadApplication);
    }
    CHECK(is_application_name("board"));
    CHECK(is_application_name(std::string(32, 'a')));
}

TEST_CASE("what a stranger says is made printable before it is shown", "[p2p]") {
    Hello hello = theirs();
    hello.network = "\x1b[2Jgone";
    const auto checked = check_hello(hello, ours);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().text.find('\x1b') == std::string::npos);
}
