// Whom a crowd of hints must not keep out, and what it must not fill.

#include "catch.hpp"
#include "p2p/peer_list.hpp"

using namespace std::chrono_literals;
using namespace sbc::p2p;

namespace {

const sbc::Instant start{1h};

Address core(unsigned port, const std::string& host = "127.0.0.1") {
    return Address::from(host, static_cast<std::uint16_t>(port)).value();
}
void crowd(PeerList& list) {
    for (int stranger = 0; stranger < 64; ++stranger) {
        const std::string host = "10.0.0." + std::to_string(stranger);
        list.hint(host, {core(7000, host), core(7001, host)});
    }
}

}  // namespace

TEST_CASE("a seed is called before everybody of whom we have only heard", "[p2p]") {
    PeerList list;
    crowd(list);
    list.add_seed(core(5001));
    for (std::uint64_t fresh = 0; fresh < 100; ++fresh) {
        PeerList copy = list;
        CHECK(copy.next_dial(start, fresh) == core(5001));
    }
    SECTION("also when there was a hint of it") {
        PeerList other;
        other.hint("10.0.0.1", {core(5001)});
        other.add_seed(core(5001));
        crowd(other);
        CHECK(other.next_dial(start, 12'345) == core(5001));
    }
    SECTION("but leaves room for the others while it does not answer") {
        REQUIRE(list.next_dial(start, 0) == core(5001));
        list.failed(core(5001), start, 0);
        CHECK(list.next_dial(start + 500ms, 0));
    }
}

TEST_CASE("who comes and goes under ever new addresses fills nothing", "[p2p]") {
    PeerList list;
    const auto nobody = [](const Address&) { return false; };
    list.add_seed(core(5001));
    for (unsigned port = 10'000; port < 20'000; ++port) {
        list.verified(core(port));
        list.lost(core(port), start);
        CHECK_FALSE(list.next_dial(start, 0, nobody));
    }
    CHECK(list.candidates() <= 1 + PeerListLimits{}.max_hints_per_source);
    SECTION("the last ones that were lost are remembered") {
        std::size_t recent = 0;
        for (auto now = start + 1min; now < start + 2min; now += 500ms) {
            const auto to = list.next_dial(now, 0);
            if (to && to->port() >= 20'000 - 64) ++recent;
        }
        CHECK(recent >= 5);
    }
}

TEST_CASE("a core that is lost while hints abound is remembered", "[p2p]") {
    PeerList list;
    crowd(list);
    list.verified(core(5001));
    list.lost(core(5001), start);
    const auto only = [](const Address& address) { return address == core(5001); };
    CHECK(list.next_dial(start + 1s, 0, only) == core(5001));
}

TEST_CASE("what somebody who was called says about being us is bounded", "[p2p]") {
    PeerList list;
    for (unsigned port = 10'000; port < 20'000; ++port) {
        list.hint("10.0.0.1", {core(port)});
        const auto to = list.next_dial(start + 1h * port, 0);
        REQUIRE(to);
        list.found_self(*to);
        list.failed(*to, start + 1h * port, 0);
    }
    // The first ones are known to lead back; whoever says so after them is only a
    // failure.
    CHECK(list.hint("10.0.0.2", {core(10'000)}) == 0);
    CHECK(list.hint("10.0.0.2", {core(30'000)}) == 1);
    CHECK(list.candidates() <= 65);
}

TEST_CASE(
    "a core that is connected and says where it listens is called, "
    "whoever crowds",
    "[p2p]") {
    PeerList list;
    crowd(list);
    list.hint("10.0.0.3", {core(5001)});
    list.claim(core(5001));
    list.claim(core(5002));
    const auto only = [](const Address& address) { return address.port() < 6000; };
    const auto first = list.next_dial(start, 0, only);
    const auto second = list.next_dial(start + 500ms, 0, only);
    REQUIRE((first && second));
    CHECK(*first != *second);
    SECTION("in vain, when it has gone meanwhile") {
        list.withdraw(core(5001));
        list.failed(core(5001), start + 1s, 0);
        CHECK_FALSE(
            list.next_dial(start + 1h, 0, [](const Address& a) { return a.port() == 5001; }));
    }
    SECTION("and again a few times, when it does not answer") {
        list.failed(core(5002), start + 1s, 0);
        CHECK(list.next_dial(start + 1h, 0, only) == core(5002));
    }
}

TEST_CASE("a claim that was withdrawn leaves nothing behind", "[p2p]") {
    PeerList list;
    for (unsigned port = 10'000; port < 20'000; ++port) {
        list.claim(core(port));
        list.withdraw(core(port));
    }
    CHECK(list.candidates() == 0);
    SECTION("but a seed stays one") {
        list.add_seed(core(5001));
        list.claim(core(5001));
        list.withdraw(core(5001));
        CHECK(list.next_dial(start, 0) == core(5001));
    }
}

TEST_CASE("hosts of one IPv6 network are one source of hints", "[p2p]") {
    PeerList list;
    const auto in_network = [](int host) { return "2001:db8:0:7::" + std::to_string(host + 1); };
    std::size_t taken = 0;
    for (int host = 0; host < 100; ++host) {
        for (unsigned port = 7000; port < 7010; ++port) {
            taken += list.hint(in_network(host), {core(port, in_network(host))});
        }
    }
    CHECK(taken == PeerListLimits{}.max_hints_per_source);
    CHECK(list.hint("2001:db8:0:8::1", {core(5001, "2001:db8:0:8::1")}) == 1);
    SECTION("and of two sources, each is called half of the time") {
        std::size_t others = 0;
        for (std::uint64_t fresh = 0; fresh < 100; ++fresh) {
            PeerList copy = list;
            if (copy.next_dial(start, fresh)->port() == 5001) ++others;
        }
        CHECK(others == 50);
    }
}
