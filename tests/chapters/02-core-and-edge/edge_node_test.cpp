// One edge, event by event.
#include "edge_node.hpp"

#include "catch.hpp"

using namespace std::chrono_literals;
using namespace stage;

namespace {

const sbc::Instant start{1h};
const LinkId the_link{1};
Address address(std::uint16_t port) { return Address::from("127.0.0.1", port).value(); }
const Hello core_hello{.network = "test", .role = Role::Core, .port = 5001, .id = NodeId{1}};

EdgeSettings settings() {
    EdgeSettings result;
    result.hello = {.network = "test", .id = NodeId{2}};
    result.name = "alice";
    result.cores = {address(5001)};
    result.max_unacknowledged = 3;
    return result;
}
std::vector<Line> lines(const Actions& actions) {
    std::vector<Line> found;
    for (const Action& action : actions) {
        const auto* send = std::get_if<Send>(&action);
        const auto* line = send == nullptr ? nullptr : std::get_if<Line>(&send->message);
        if (line != nullptr) found.push_back(*line);
    }
    return found;
}
bool closes(const Actions& actions) {
    for (const Action& action : actions) {
        if (std::holds_alternative<Close>(action)) return true;
    }
    return false;
}
Actions connect(EdgeNode& edge, LinkId id = the_link) {
    edge.opened(id, address(5001), Direction::Dialed, {start, 1});
    return edge.received(id, encode(core_hello), {start, 1});
}

}  // namespace

TEST_CASE("lines typed without a core are kept, in order, and sent when one is found", "[02]") {
    EdgeNode edge{settings()};
    CHECK(lines(edge.typed("one", {start, 11})).empty());
    CHECK(lines(edge.typed("two", {start, 12})).empty());
    const auto sent = lines(connect(edge));
    REQUIRE(sent.size() == 2);
    CHECK((sent[0].text == "one" && sent[1].text == "two"));
    CHECK((sent[0].id == LineId{11} && sent[0].from == "alice"));
}

TEST_CASE("a line stays until it is acknowledged, and goes to the next core again", "[02]") {
    EdgeNode edge{settings()};
    (void)connect(edge);
    edge.typed("one", {start, 11});
    edge.typed("two", {start, 12});
    edge.received(the_link, encode(Ack{LineId{11}}), {start, 1});
    edge.closed(the_link, "the peer closed", {start, 1});
    const auto again = lines(connect(edge, LinkId{2}));
    REQUIRE(again.size() == 1);
    CHECK(again[0].id == LineId{12});
}

TEST_CASE("the queue of lines is bounded, and says so", "[02]") {
    EdgeNode edge{settings()};
    for (std::uint64_t i = 0; i < 10; ++i) edge.typed("line", {start, i});
    CHECK(lines(connect(edge)).size() == 3);
}

TEST_CASE("a line that nobody would accept is not sent", "[02]") {
    EdgeNode edge{settings()};
    (void)connect(edge);
    CHECK(lines(edge.typed(std::string(longest_line + 1, 'x'), {start, 1})).empty());
    CHECK(lines(edge.typed("\xff", {start, 1})).empty());
    CHECK(lines(edge.typed("", {start, 1})).empty());
    CHECK(lines(edge.typed(std::string(longest_line, 'x'), {start, 1})).size() == 1);
}

TEST_CASE("an edge leaves a core that breaks the protocol", "[02]") {
    EdgeNode edge{settings()};
    SECTION("that speaks before its hello") {
        edge.opened(the_link, address(5001), Direction::Dialed, {start, 1});
        CHECK(closes(edge.received(the_link, encode(Cores{}), {start, 1})));
    }
    SECTION("of another network") {
        edge.opened(the_link, address(5001), Direction::Dialed, {start, 1});
        Hello other = core_hello;
        other.network = "elsewhere";
        CHECK(closes(edge.received(the_link, encode(other), {start, 1})));
    }
    SECTION("that sends nonsense") {
        (void)connect(edge);
        CHECK(closes(edge.received(the_link, sbc::as_bytes("{"), {start, 1})));
    }
    SECTION("that says hello twice") {
        (void)connect(edge);
        CHECK(closes(edge.received(the_link, encode(core_hello), {start, 1})));
    }
    SECTION("that never says hello") {
        edge.opened(the_link, address(5001), Direction::Dialed, {start, 1});
        CHECK(edge.deadline() == start + 5s);
        CHECK(closes(edge.on_time({start + 5s, 1})));
    }
    CHECK(edge.deadline() < start + 6s);  // and tries again soon
}

TEST_CASE("what others say is made printable before it is shown", "[02]") {
    EdgeNode edge{settings()};
    (void)connect(edge);
    const Line line{LineId{9}, "ev\x07il", "clear\x1b[2J"};
    const Actions actions = edge.received(the_link, encode(line), {start, 1});
    REQUIRE(actions.size() == 1);
    CHECK(std::get<Tell>(actions[0]).text == "ev?il: clear?[2J");
}
