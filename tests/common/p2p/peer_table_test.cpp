#include "p2p/peer_table.hpp"

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

// Asked after 20 seconds, by default.
void add(PeerTable& table, LinkId link, const Hello& as, Direction direction = Direction::Accepted,
         sbc::Instant now = start, KeepaliveLimits limits = {}) {
    const Address from = address(as.role == Role::Core ? as.port : 40'000);
    table.add(link, {.address = from,
                     .direction = direction,
                     .hello_by = now + 5s,
                     .keepalive = Keepalive{limits, now}});
    table.welcome(link, as, from);
}
Hello core_at(std::uint16_t port) { return hello(Role::Core, port, port); }

}  // namespace

TEST_CASE("the table wakes us in time, also when a pong brings the next ping nearer", "[p2p]") {
    PeerTable table;
    add(table, LinkId{1}, hello(Role::Edge, 1), Direction::Accepted, start,
        {.quiet = 1s, .pong_wait = 5s});
    REQUIRE(table.on_time(start + 1s, Nonce{7}).to_ping.size() == 1);
    table.heard_pong(LinkId{1}, Nonce{7}, start + 1100ms);
    CHECK(table.deadline() <= start + 2100ms);
    CHECK(table.on_time(start + 2100ms, Nonce{8}).to_ping.size() == 1);
}

TEST_CASE("the cached deadline is never later than the first true one", "[p2p]") {
    constexpr std::uint64_t count = 50;
    const KeepaliveLimits limits{.quiet = GENERATE(Duration{3'000}, Duration{20'000}),
                                 .pong_wait = 5s};
    PeerTable table;
    sbc::Instant now = start;
    std::uint64_t dice = 12'345;
    for (std::uint64_t link = 1; link <= count; ++link) {
        add(table, LinkId{link}, hello(Role::Edge, link), Direction::Accepted, now, limits);
        now += 37ms;
    }
    std::map<LinkId, Nonce> owed;
    for (int step = 0; step < 3'000; ++step) {
        dice = dice * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        const LinkId link{1 + (dice >> 33) % count};
        now += 11ms;
        if (owed.contains(link)) {
            table.heard_pong(link, owed[link], now);
            owed.erase(link);
        } else {
            table.find(link)->keepalive.on_message(now);
        }
        sbc::Instant first = sbc::never;
        for (const auto& [one, peer] : table.all()) {
            first = std::min(first, peer.keepalive.deadline());
        }
        REQUIRE(table.deadline() <= first);
        const auto due = table.on_time(now, Nonce{dice});
        for (const LinkId asked : due.to_ping) owed[asked] = Nonce{dice};
        REQUIRE(due.silent.empty());
        REQUIRE(table.deadline() > now);
    }
}

TEST_CASE(
    "who has to introduce itself, who owes a pong and who is quiet are "
    "told apart",
    "[p2p]") {
    PeerTable table;
    table.add(
        LinkId{1},
        {.address = address(40'000), .hello_by = start + 5s, .keepalive = Keepalive{{}, start}});
    add(table, LinkId{2}, hello(Role::Edge, 2));
    CHECK(table.deadline() == start + 5s);
    CHECK(table.on_time(start + 5s, Nonce{1}).nameless == std::vector{LinkId{1}});
    table.remove(LinkId{1});
    CHECK(table.on_time(start + 20s, Nonce{1}).to_ping == std::vector{LinkId{2}});
    CHECK(table.on_time(start + 25s, Nonce{2}).silent == std::vector{LinkId{2}});
    table.remove(LinkId{2});
    (void)table.on_time(table.deadline(), Nonce{3});
    CHECK(table.deadline() == sbc::never);
}

TEST_CASE("a message for an application finds the cores, and the edges that have it", "[p2p]") {
    PeerTable table;
    add(table, LinkId{1}, core_at(5002));
    add(table, LinkId{2}, hello(Role::Edge, 2, 0, {"chess", "notes"}));
    add(table, LinkId{3}, hello(Role::Edge, 3, 0, {"chess"}));
    table.add(
        LinkId{4},
        {.address = address(40'000), .hello_by = start + 5s, .keepalive = Keepalive{{}, start}});
    CHECK(table.listeners("notes", {}) == std::vector{LinkId{1}, LinkId{2}});
    CHECK(table.listeners("notes", LinkId{2}) == std::vector{LinkId{1}});
    CHECK(table.welcomed() == std::vector{LinkId{1}, LinkId{2}, LinkId{3}});
    CHECK(table.welcomed(Role::Core) == std::vector{LinkId{1}});
    CHECK(table.welcomed(Role::Edge) == std::vector{LinkId{2}, LinkId{3}});
    CHECK((table.cores() == 1 && table.edges() == 2));
    table.remove(LinkId{2});
    CHECK_FALSE(table.remove(LinkId{2}));
    CHECK((table.cores() == 1 && table.edges() == 1));
}

TEST_CASE("an address is proven only by our own call", "[p2p]") {
    PeerTable table;
    add(table, LinkId{1}, core_at(5002));
    CHECK(table.connections(address(5002)) == 1);
    CHECK_FALSE(table.proven(address(5002)));
    add(table, LinkId{2}, core_at(5002), Direction::Dialed);
    CHECK(table.proven(address(5002)));
    table.remove(LinkId{2});
    CHECK_FALSE(table.proven(address(5002)));
    SECTION("an edge proves nothing") {
        add(table, LinkId{3}, hello(Role::Edge, 3, 5002), Direction::Dialed);
        CHECK_FALSE(table.proven(address(5002)));
    }
}

TEST_CASE(
    "only cores that are proven and have fewer edges are recommended, "
    "each once",
    "[p2p]") {
    PeerTable table;
    for (std::uint64_t edge = 1; edge <= 3; ++edge) add(table, LinkId{edge}, hello(Role::Edge, 1));
    add(table, LinkId{11}, core_at(5002), Direction::Dialed);
    add(table, LinkId{12}, core_at(5002));  // the same, or who says so
    add(table, LinkId{13}, core_at(5003));
    add(table, LinkId{14}, core_at(5004), Direction::Dialed);
    table.find(LinkId{14})->edges = 3;
    CHECK(table.less_loaded() == std::vector{address(5002)});
}

TEST_CASE("a token proves two connections to be one core's when it comes down both", "[p2p]") {
    PeerTable table;
    add(table, LinkId{1}, core_at(5002), Direction::Dialed);
    add(table, LinkId{2}, core_at(5002));
    add(table, LinkId{3}, hello(Role::Core, 666, 5002));   // the address, but not the id
    add(table, LinkId{4}, hello(Role::Core, 5002, 6666));  // the id, but not the address
    CHECK(table.twins(LinkId{1}) == std::vector{LinkId{2}});
    CHECK(table.twins(LinkId{2}) == std::vector{LinkId{1}});
    CHECK(table.twins(LinkId{3}).empty());
    CHECK(table.twins(LinkId{4}).empty());
    CHECK_FALSE(table.on_token(LinkId{2}, Nonce{7}));
    CHECK_FALSE(table.on_token(LinkId{4}, Nonce{7}));
    CHECK_FALSE(table.on_token(LinkId{1}, Nonce{8}));
    CHECK_FALSE(table.find(LinkId{2})->proven);
    SECTION("in either order, the one that we dialed may go") {
        const bool dialed_last = GENERATE(true, false);
        CHECK_FALSE(table.on_token(LinkId{dialed_last ? 2U : 1U}, Nonce{9}));
        CHECK(table.on_token(LinkId{dialed_last ? 1U : 2U}, Nonce{9}) == LinkId{1});
        CHECK(table.find(LinkId{2})->proven);
    }
}
