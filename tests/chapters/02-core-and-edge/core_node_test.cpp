// One core, event by event.
#include "core_node.hpp"

#include "catch.hpp"

using namespace std::chrono_literals;
using namespace stage;

namespace {

const sbc::Instant start{1h};
Moment at_start(std::uint64_t fresh = 1) { return {start, fresh}; }
Address address(std::uint16_t port) { return Address::from("127.0.0.1", port).value(); }

Hello hello(Role role, std::uint64_t id, std::uint16_t port = 0) {
    return {.network = "test", .role = role, .port = port, .id = NodeId{id}};
}
CoreSettings settings(std::uint64_t id = 500) {
    CoreSettings result;
    result.hello = hello(Role::Core, id, 5001);
    result.self = address(5001);
    return result;
}

template <class Kind>
std::vector<Kind> sent_to(LinkId link, const Actions& actions) {
    std::vector<Kind> found;
    for (const Action& action : actions) {
        const auto* send = std::get_if<Send>(&action);
        if (send == nullptr || send->link != link) continue;
        if (const auto* message = std::get_if<Kind>(&send->message)) found.push_back(*message);
    }
    return found;
}
const Close* closed(LinkId link, const Actions& actions) {
    for (const Action& action : actions) {
        const auto* close = std::get_if<Close>(&action);
        if (close != nullptr && close->link == link) return close;
    }
    return nullptr;
}
std::vector<Address> dials(const Actions& actions) {
    std::vector<Address> found;
    for (const Action& action : actions) {
        if (const auto* dial = std::get_if<Dial>(&action)) found.push_back(dial->to);
    }
    return found;
}

// A peer that has introduced itself on a link it began.
Actions join(CoreNode& core, LinkId link, const Hello& as) {
    Actions all = core.opened(link, address(40'000), Direction::Accepted, at_start());
    for (auto& action : core.received(link, encode(as), at_start())) all.push_back(action);
    return all;
}

}  // namespace

TEST_CASE("who calls speaks first", "[02]") {
    CoreNode core{settings()};
    CHECK(core.opened(LinkId{1}, address(40'000), Direction::Accepted, at_start()).empty());
    const Actions dialed = core.opened(LinkId{2}, address(5002), Direction::Dialed, at_start());
    CHECK(sent_to<Hello>(LinkId{2}, dialed).size() == 1);
}

TEST_CASE("a hello that fits is answered; one that does not gets the reason and a close", "[02]") {
    CoreNode core{settings()};
    CHECK(sent_to<Hello>(LinkId{1}, join(core, LinkId{1}, hello(Role::Edge, 7))).size() == 1);

    Hello stranger = hello(Role::Edge, 8);
    SECTION("another network") { stranger.network = "elsewhere"; }
    SECTION("another version") { stranger.version = 2; }
    SECTION("another protocol") { stranger.protocol = "HTTP"; }
    SECTION("ourselves") { stranger.id = NodeId{500}; }
    const Actions actions = join(core, LinkId{2}, stranger);
    CHECK(sent_to<Hello>(LinkId{2}, actions).empty());
    const auto refused = sent_to<Refused>(LinkId{2}, actions);
    REQUIRE((refused.size() == 1 && closed(LinkId{2}, actions)));
    CHECK_FALSE(refused[0].reason.empty());
    CHECK(closed(LinkId{2}, actions)->penalty == 0);
}

TEST_CASE("what breaks the protocol costs its sender points and the connection", "[02]") {
    CoreNode core{settings()};
    join(core, LinkId{1}, hello(Role::Core, 7, 5002));
    core.opened(LinkId{2}, address(40'001), Direction::Accepted, at_start());
    const auto costs = [&](LinkId link, sbc::ByteView payload) {
        const Actions actions = core.received(link, payload, at_start());
        const Close* close = closed(link, actions);
        CHECK(closed(LinkId{3}, actions) == nullptr);
        return close != nullptr && close->penalty > 0;
    };
    SECTION("garbage") { CHECK(costs(LinkId{1}, sbc::as_bytes("\x01\x02"))); }
    SECTION("an unknown kind") { CHECK(costs(LinkId{1}, sbc::as_bytes(R"({"type":"post"})"))); }
    SECTION("a second hello") { CHECK(costs(LinkId{1}, encode(hello(Role::Core, 7, 5002)))); }
    SECTION("an acknowledgement of nothing") { CHECK(costs(LinkId{1}, encode(Ack{LineId{1}}))); }
    SECTION("an edge that says what only cores may") {
        join(core, LinkId{4}, hello(Role::Edge, 9));
        CHECK(costs(LinkId{4}, encode(Cores{{address(6001)}})));
        join(core, LinkId{5}, hello(Role::Edge, 10));
        CHECK(costs(LinkId{5}, encode(Load{0})));
        join(core, LinkId{6}, hello(Role::Edge, 11));
        CHECK(costs(LinkId{6}, encode(Twin{Nonce{1}})));
    }
    SECTION("speaking before the hello") { CHECK(costs(LinkId{2}, encode(GetCores{}))); }
}

TEST_CASE("what comes on a link that was closed is ignored", "[02]") {
    CoreNode core{settings()};
    join(core, LinkId{1}, hello(Role::Edge, 7));
    core.received(LinkId{1}, sbc::as_bytes("nonsense"), at_start());
    CHECK(core.received(LinkId{1}, encode(GetCores{}), at_start()).empty());
    CHECK(core.closed(LinkId{1}, "closed", at_start()).empty());
}

TEST_CASE("a connection that never introduces itself is closed in time", "[02]") {
    CoreNode core{settings()};
    core.opened(LinkId{1}, address(40'000), Direction::Accepted, at_start());
    CHECK(core.deadline() == start + 5s);
    CHECK(closed(LinkId{1}, core.on_time({start + 4999ms, 1})) == nullptr);
    CHECK(closed(LinkId{1}, core.on_time({start + 5s, 1})) != nullptr);
    CHECK(core.deadline() == sbc::never);
}

TEST_CASE("a claimed id closes nobody's connection and keeps nobody out", "[02]") {
    CoreNode core{settings()};
    core.opened(LinkId{1}, address(5002), Direction::Dialed, at_start());
    core.received(LinkId{1}, encode(hello(Role::Core, 900, 5002)), at_start());
    SECTION(
        "the impostor comes second: it gets a place of its own, and the honest core keeps its") {
        const Actions actions = join(core, LinkId{2}, hello(Role::Core, 900, 5002));
        CHECK(closed(LinkId{1}, actions) == nullptr);
        CHECK(closed(LinkId{2}, actions) == nullptr);
        SECTION("and no token that it invents hangs up the honest one") {
            for (std::uint64_t token = 0; token < 100; ++token) {
                const Actions twin =
                    core.received(LinkId{2}, encode(Twin{Nonce{token}}), at_start());
                CHECK(closed(LinkId{1}, twin) == nullptr);
            }
        }
    }
    SECTION("the impostor came first: the honest core is still let in") {
        CoreNode fresh{settings()};
        join(fresh, LinkId{1}, hello(Role::Core, 900, 5002));
        const Actions actions = join(fresh, LinkId{2}, hello(Role::Core, 900, 5002));
        CHECK(sent_to<Hello>(LinkId{2}, actions).size() == 1);
        CHECK(closed(LinkId{2}, actions) == nullptr);
    }
}

TEST_CASE("one token on two connections hangs up the one that was dialed from here", "[02]") {
    CoreNode core{settings()};
    core.opened(LinkId{1}, address(5002), Direction::Dialed, at_start());
    core.received(LinkId{1}, encode(hello(Role::Core, 100, 5002)), at_start());
    join(core, LinkId{2}, hello(Role::Core, 100, 5002));
    CHECK(core.received(LinkId{2}, encode(Twin{Nonce{42}}), at_start()).empty());
    const Actions actions = core.received(LinkId{1}, encode(Twin{Nonce{42}}), at_start());
    CHECK(closed(LinkId{1}, actions) != nullptr);
    CHECK(closed(LinkId{2}, actions) == nullptr);
}

TEST_CASE("the core list goes to everybody when it changes, and to whoever asks", "[02]") {
    CoreNode core{settings()};
    join(core, LinkId{1}, hello(Role::Edge, 7));
    const Actions actions = join(core, LinkId{2}, hello(Role::Core, 8, 5002));
    REQUIRE(sent_to<Cores>(LinkId{1}, actions).size() == 1);
    CHECK(sent_to<Cores>(LinkId{1}, actions)[0].cores == std::vector{address(5001), address(5002)});
    const Actions asked = core.received(LinkId{1}, encode(GetCores{}), at_start());
    CHECK(sent_to<Cores>(LinkId{1}, asked).size() == 1);
    const Actions left = core.closed(LinkId{2}, "the peer closed", at_start());
    REQUIRE(sent_to<Cores>(LinkId{1}, left).size() == 1);
    CHECK(sent_to<Cores>(LinkId{1}, left)[0].cores == std::vector{address(5001)});
}

TEST_CASE("a list makes us dial whom we do not know: knowingly naive, see break 02", "[02]") {
    CoreNode core{settings()};
    join(core, LinkId{1}, hello(Role::Core, 8, 5002));
    const Cores list{{address(5001), address(5002), address(5003), address(5004)}};
    const Actions actions = core.received(LinkId{1}, encode(list), at_start());
    CHECK(dials(actions) == std::vector{address(5003), address(5004)});
    CHECK(dials(core.received(LinkId{1}, encode(list), at_start())).empty());  // under way already
}

TEST_CASE("a list that we send is never longer than others accept", "[02]") {
    CoreNode core{settings()};
    for (std::uint16_t i = 0; i < 100; ++i) {
        join(core, LinkId{i + 1u},
             hello(Role::Core, 1'000 + i, static_cast<std::uint16_t>(6'000 + i)));
    }
    const Actions asked = core.received(LinkId{1}, encode(GetCores{}), at_start());
    const auto lists = sent_to<Cores>(LinkId{1}, asked);
    REQUIRE(lists.size() == 1);
    CHECK(lists[0].cores.size() == longest_core_list);
    CHECK(lists[0].cores[0] == address(5001));
    CHECK(decode(encode(lists[0])));
}
