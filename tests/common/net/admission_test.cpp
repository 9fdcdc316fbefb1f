#include "net/admission.hpp"

#include <array>
#include <cstdio>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "catch.hpp"
#include "memory.hpp"

namespace {

using namespace std::chrono_literals;
using sbc::Instant;
using sbc::net::Admission;
using sbc::net::AdmissionError;
using sbc::net::AdmissionLimits;

constexpr Instant start = Instant{} + 1000h;

std::optional<AdmissionError> refusal_of(Admission& admission, const std::string& host,
                                         Instant now = start) {
    const auto slot = admission.admit(host, now);
    if (slot) return std::nullopt;
    CHECK_FALSE(slot.error().text.empty());
    return slot.error().reason;
}

// --- caps ----------------------------------------------------------------------------------------

TEST_CASE("a connection counts as long as its slot lives", "[net]") {
    Admission admission{{}};
    {
        const auto one = admission.admit("10.0.0.1", start);
        const auto two = admission.admit("10.0.0.1", start);
        REQUIRE((one && two));
        CHECK(admission.connections() == 2);
    }
    CHECK(admission.connections() == 0);
}

TEST_CASE("more connections than the cap are refused until one ends", "[net]") {
    Admission admission{{.max_connections = 2}};
    auto one = admission.admit("10.0.0.1", start);
    auto two = admission.admit("10.0.0.2", start);
    CHECK(refusal_of(admission, "10.0.0.3") == AdmissionError::Full);
    CHECK(admission.connections() == 2);

    *one = Admission::Slot{};
    CHECK(admission.connections() == 1);
    CHECK_FALSE(refusal_of(admission, "10.0.0.3"));
}

TEST_CASE("more connections from one address than its cap are refused, others let in", "[net]") {
    Admission admission{{.max_per_address = 2}};
    auto one = admission.admit("10.0.0.1", start);
    auto two = admission.admit("10.0.0.1", start);
    CHECK(refusal_of(admission, "10.0.0.1") == AdmissionError::AddressFull);
    CHECK_FALSE(refusal_of(admission, "10.0.0.2"));

    *two = Admission::Slot{};
    CHECK_FALSE(refusal_of(admission, "10.0.0.1"));
}

TEST_CASE("a cap of zero is off", "[net]") {
    Admission admission{{.max_connections = 0, .max_per_address = 0}};
    std::vector<Admission::Slot> slots;
    for (int i = 0; i < 1'000; ++i) {
        auto slot = admission.admit("127.0.0.1", start);
        REQUIRE(slot);
        slots.push_back(std::move(*slot));
    }
    CHECK(admission.connections() == 1'000);
}

TEST_CASE("on a class network, where many share an address, only the number is capped", "[net]") {
    Admission admission{AdmissionLimits{}};
    std::vector<Admission::Slot> slots;
    for (std::size_t i = 0; i < AdmissionLimits{}.max_connections; ++i) {
        auto slot = admission.admit("127.0.0.1", start);
        REQUIRE(slot);
        slots.push_back(std::move(*slot));
    }
    CHECK(refusal_of(admission, "127.0.0.1") == AdmissionError::Full);
    CHECK_FALSE(admission.penalise("127.0.0.1", 1'000'000, start));
    CHECK_FALSE(admission.banned("127.0.0.1", start));
}

TEST_CASE("a slot that is moved is still one connection", "[net]") {
    Admission admission{{}};
    {
        auto admitted = admission.admit("10.0.0.1", start);
        Admission::Slot first = std::move(*admitted);
        Admission::Slot second = std::move(first);
        first = std::move(second);
        CHECK(admission.connections() == 1);
        {
            auto other = admission.admit("10.0.0.2", start);
            first = std::move(*other);
        }
        CHECK(admission.connections() == 1);
    }
    CHECK(admission.connections() == 0);
}

// --- bans ----------------------------------------------------------------------------------------

constexpr AdmissionLimits with_bans{.ban_score = 10, .ban_time = 60s, .forgive_time = 30s};

TEST_CASE("enough points ban an address, and no other", "[net]") {
    Admission admission{with_bans};
    CHECK_FALSE(admission.penalise("10.0.0.1", 9, start));
    CHECK_FALSE(admission.banned("10.0.0.1", start));
    CHECK(admission.penalise("10.0.0.1", 1, start));
    CHECK(admission.banned("10.0.0.1", start));
    CHECK(refusal_of(admission, "10.0.0.1") == AdmissionError::Banned);
    CHECK_FALSE(refusal_of(admission, "10.0.0.2"));
}

TEST_CASE("a ban ends by itself, and leaves nothing behind", "[net]") {
    Admission admission{with_bans};
    REQUIRE(admission.penalise("10.0.0.1", 10, start));
    CHECK(admission.banned("10.0.0.1", start + 59'999ms));
    CHECK_FALSE(admission.banned("10.0.0.1", start + 60s));
    CHECK_FALSE(refusal_of(admission, "10.0.0.1", start + 60s));
    CHECK_FALSE(admission.penalise("10.0.0.1", 9, start + 60s));
}

TEST_CASE("after a ban an address starts at zero, also where forgiving takes longer", "[net]") {
    Admission admission{{.ban_score = 10, .ban_time = 30s, .forgive_time = 60s}};
    REQUIRE(admission.penalise("10.0.0.1", 10, start));
    CHECK_FALSE(admission.penalise("10.0.0.1", 9, start + 30s));
    CHECK(admission.penalise("10.0.0.1", 1, start + 31s));
}

TEST_CASE("points are forgiven after a quiet time", "[net]") {
    Admission admission{with_bans};
    CHECK_FALSE(admission.penalise("10.0.0.1", 9, start));
    SECTION("long enough") {
        CHECK_FALSE(admission.penalise("10.0.0.1", 9, start + 30s));
        CHECK(admission.penalise("10.0.0.1", 1, start + 31s));
    }
    SECTION("not long enough") { CHECK(admission.penalise("10.0.0.1", 1, start + 29s)); }
}

TEST_CASE("misbehaving on an old connection prolongs a ban and never lifts it", "[net]") {
    Admission admission{with_bans};
    REQUIRE(admission.penalise("10.0.0.1", 10, start));
    CHECK(admission.penalise("10.0.0.1", 1, start + 40s));  // quiet for longer than forgive_time
    CHECK(admission.banned("10.0.0.1", start + 99s));
    CHECK_FALSE(admission.banned("10.0.0.1", start + 100s));
}

TEST_CASE("no number of points is too large to count", "[net]") {
    constexpr unsigned most = std::numeric_limits<unsigned>::max();
    Admission admission{with_bans};
    CHECK_FALSE(admission.penalise("10.0.0.1", 9, start));
    CHECK(admission.penalise("10.0.0.1", most, start));
    CHECK(admission.penalise("10.0.0.1", most, start));
    CHECK(admission.penalise("10.0.0.1", 2, start));
}

TEST_CASE("an address that is banned still holds the connections it has", "[net]") {
    Admission admission{with_bans};
    auto slot = admission.admit("10.0.0.1", start);
    REQUIRE(admission.penalise("10.0.0.1", 10, start));
    CHECK(admission.connections() == 1);
    *slot = Admission::Slot{};
    CHECK(admission.connections() == 0);
}

TEST_CASE("the addresses of one IPv6 network are capped and banned as one", "[net]") {
    Admission admission{{.max_per_address = 2, .ban_score = 10}};
    const auto one = admission.admit("2001:db8:0:7::1", start);
    const auto two = admission.admit("2001:db8:0:7:8::2", start);
    REQUIRE((one && two));
    CHECK(refusal_of(admission, "2001:db8:0:7:9::3") == AdmissionError::AddressFull);
    CHECK_THAT(admission.admit("2001:db8:0:7:9::3", start).error().text,
               ContainsSubstring("2001:db8:0:7::/64 has 2 connections"));
    CHECK_FALSE(refusal_of(admission, "2001:db8:0:6::1"));

    CHECK_FALSE(admission.penalise("2001:db8:0:6::1", 9, start));
    CHECK(admission.penalise("2001:db8:0:6::2", 1, start));
    CHECK(admission.banned("2001:db8:0:6:abcd::", start));
    CHECK_FALSE(admission.banned("2001:db8:0:5::1", start));
}

std::string address_in_network(int number) {
    std::array<char, 40> text{};
    (void)std::snprintf(text.data(), text.size(), "2001:db8:%x:%x::1", number >> 16,
                        number & 0xffff);
    return text.data();
}

// With a search through all records for each offence this took ten seconds.
TEST_CASE("an attacker with very many networks fills neither the memory nor the time", "[net]") {
    Admission admission{with_bans};
    const unsigned points = GENERATE(1U, 10U);
    CAPTURE(points);
    const std::size_t before = memory::live();
    for (int i = 0; i < 100'000; ++i) {
        admission.penalise(address_in_network(i), points, start + std::chrono::microseconds{i});
    }
    CHECK(memory::live() < before + 4'000'000);
}

TEST_CASE("when records must go, forgiven ones go first, then the oldest", "[net]") {
    Admission admission{with_bans};
    const auto host = [](int i) { return "h" + std::to_string(i); };
    REQUIRE(admission.penalise("old offender", 10, start));
    SECTION("the oldest") {
        for (int i = 1; i < 10'000; ++i) {
            admission.penalise(host(i), 10, start + std::chrono::milliseconds{i});
        }
        REQUIRE(admission.banned("old offender", start + 10s));
        REQUIRE(admission.penalise("one more", 10, start + 10s));
        CHECK_FALSE(admission.banned("old offender", start + 10s));
        CHECK(admission.banned(host(1), start + 10s));
        CHECK(admission.banned("one more", start + 10s));
    }
    SECTION("a younger one that is forgiven before an older one that is still banned") {
        for (int i = 1; i < 10'000; ++i) admission.penalise(host(i), 1, start + 1s);
        REQUIRE(admission.penalise("one more", 10, start + 31s));
        CHECK(admission.banned("old offender", start + 31s));
        CHECK(admission.banned("one more", start + 31s));
    }
    SECTION("not one that offended again since") {
        for (int i = 1; i < 10'000; ++i) admission.penalise(host(i), 9, start + 1s);
        REQUIRE(admission.penalise("old offender", 1, start + 2s));
        CHECK_FALSE(admission.penalise(host(1), 0, start + 2s));
        REQUIRE(admission.penalise("one more", 10, start + 3s));
        CHECK(admission.banned("old offender", start + 3s));
        CHECK(admission.penalise(host(1), 1, start + 3s));        // its points were kept
        CHECK_FALSE(admission.penalise(host(2), 1, start + 3s));  // these had gone
    }
}

}  // namespace
