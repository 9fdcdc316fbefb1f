#include "p2p/peer_list.hpp"

#include <algorithm>
#include <map>

#include "catch.hpp"
#include "p2p/envelope.hpp"

using namespace std::chrono_literals;
using namespace sbc::p2p;

namespace {

const sbc::Instant start{1h};

Address core(unsigned port, const std::string& host = "127.0.0.1") {
    return Address::from(host, static_cast<std::uint16_t>(port)).value();
}
std::vector<Address> cores(unsigned from, unsigned count) {
    std::vector<Address> list;
    for (unsigned port = from; port < from + count; ++port) list.push_back(core(port));
    return list;
}

}  // namespace

TEST_CASE("a list that a stranger sends changes nothing that we tell others", "[p2p]") {
    PeerList list;
    list.verified(core(5001));
    list.verified(core(5002));
    // The message of `break 02 stranger`, byte for byte as it comes from the wire.
    const auto message = decode_link_message(
        sbc::as_bytes(R"({"cores":["127.0.0.1:6661","127.0.0.1:6662"],"type":"cores"})"));
    REQUIRE(message);
    CHECK(list.hint("127.0.0.1", std::get<Cores>(*message).cores) == 2);
    CHECK(list.verified_cores() == std::vector{core(5001), core(5002)});
    SECTION("only our own handshake does") {
        REQUIRE(list.next_dial(start, 0));
        list.verified(core(6661));
        CHECK(list.verified_cores() == std::vector{core(5001), core(5002), core(6661)});
    }
}

TEST_CASE("however many hints come, dials leave at a bounded rate", "[p2p]") {
    PeerList list{{.max_dials = 3, .dial_spacing = 500ms}};
    for (int stranger = 0; stranger < 100; ++stranger) {
        list.hint("10.0.0." + std::to_string(stranger), cores(1 + 64u * unsigned(stranger), 64));
    }
    int dials = 0;
    std::vector<Address> under_way;
    for (auto now = start; now < start + 10s; now += 10ms) {
        if (const auto to = list.next_dial(now, 1)) {
            ++dials;
            under_way.push_back(*to);
        }
        CHECK(under_way.size() <= 3);
        if (under_way.size() == 3) {
            list.failed(under_way.front(), now, 1);
            under_way.erase(under_way.begin());
        }
    }
    CHECK(dials <= 20);
    CHECK(dials >= 18);
}

TEST_CASE("no source crowds out the others", "[p2p]") {
    PeerList list{{.max_sources = 4, .max_hints_per_source = 10}};
    CHECK(list.hint("10.0.0.1", cores(1'000, 500)) == 10);
    CHECK(list.hint("10.0.0.2", cores(2'000, 1)) == 1);
    SECTION("each source gets its share of the dials, however much it names") {
        std::map<bool, int> dials;  // of the second source or not
        for (std::uint64_t fresh = 0; fresh < 200; ++fresh) {
            PeerList copy = list;
            const auto to = copy.next_dial(start, fresh);
            REQUIRE(to);
            ++dials[to->port() == 2'000];
        }
        CHECK(dials[true] == 100);
    }
    SECTION("and the number of sources is bounded") {
        CHECK(list.hint("10.0.0.3", cores(3'000, 1)) == 1);
        CHECK(list.hint("10.0.0.4", cores(4'000, 1)) == 1);
        CHECK(list.hint("10.0.0.5", cores(5'000, 1)) == 0);
    }
}

TEST_CASE("a hint that leads nowhere is forgotten after a few attempts", "[p2p]") {
    PeerList list{{.dial_spacing = 0ms, .max_attempts = 3}};
    list.hint("10.0.0.1", {core(5001)});
    auto now = start;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto to = list.next_dial(now, 0);
        REQUIRE(to == core(5001));
        CHECK_FALSE(list.next_dial(now, 0));  // not twice at once
        list.failed(*to, now, 0);
        now += 10min;
    }
    CHECK(list.candidates() == 0);
    CHECK(list.deadline() == sbc::never);
    CHECK(list.hint("10.0.0.1", {core(5001)}) == 1);  // and may be heard of again
}

TEST_CASE("a seed is tried for ever, with longer and longer waits", "[p2p]") {
    PeerList list{{.dial_spacing = 0ms, .shortest_wait = 1s, .longest_wait = 60s}};
    list.add_seed(core(5001));
    auto now = start;
    sbc::Instant::duration longest{};
    for (int attempt = 0; attempt < 50; ++attempt) {
        const auto to = list.next_dial(now, ~0ull);
        REQUIRE(to);
        list.failed(*to, now, ~0ull);
        longest = std::max(longest, list.deadline() - now);
        now = list.deadline();
    }
    CHECK(longest <= 60s);
    CHECK(longest > 30s);
}

TEST_CASE("a core whose connection ended is a candidate again", "[p2p]") {
    PeerList list;
    list.verified(core(5001));
    list.lost(core(5001), start);
    CHECK(list.verified_cores().empty());
    CHECK_FALSE(list.next_dial(start, 0));  // not at once
    CHECK(list.next_dial(start + 10s, 0) == core(5001));
}

TEST_CASE("this node never dials itself, nor an address that is none", "[p2p]") {
    PeerList list;
    list.add_self(core(5001));
    list.add_seed(core(5001));
    CHECK(list.hint("10.0.0.1", {core(5001), core(0), core(5001, "0.0.0.0")}) == 0);
    list.verified(core(5001));
    CHECK(list.verified_cores().empty());
    CHECK_FALSE(list.next_dial(start, 0));
    SECTION("also when it learns of its address late") {
        list.hint("10.0.0.1", {core(5002)});
        list.add_self(core(5002));
        CHECK(list.candidates() == 0);
    }
}

TEST_CASE("what is known already is no news", "[p2p]") {
    PeerList list;
    list.add_seed(core(5001));
    list.verified(core(5002));
    list.hint("10.0.0.1", {core(5003)});
    CHECK(list.hint("10.0.0.2", {core(5001), core(5002), core(5003)}) == 0);
}
