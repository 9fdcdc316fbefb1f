#include "p2p/seen_cache.hpp"

#include "catch.hpp"

using namespace std::chrono_literals;
using sbc::p2p::MessageId;
using sbc::p2p::SeenCache;

namespace {

const sbc::Instant start{1h};

}  // namespace

TEST_CASE("an id is new once", "[p2p]") {
    SeenCache seen{10, 1min};
    CHECK(seen.add(MessageId{1}, start));
    CHECK_FALSE(seen.add(MessageId{1}, start));
    CHECK(seen.add(MessageId{2}, start));
    CHECK_FALSE(seen.add(MessageId{1}, start + 59s));
    CHECK(seen.size() == 2);
}

TEST_CASE("an id is forgotten after its time, which a repeat does not renew", "[p2p]") {
    SeenCache seen{10, 1min};
    CHECK(seen.add(MessageId{1}, start));
    CHECK(seen.add(MessageId{2}, start + 30s));
    CHECK_FALSE(seen.add(MessageId{1}, start + 59s));
    CHECK(seen.add(MessageId{1}, start + 60s));
    CHECK_FALSE(seen.add(MessageId{2}, start + 89s));
    CHECK(seen.add(MessageId{3}, start + 2min));
    CHECK(seen.size() == 1);
}

TEST_CASE("a full cache forgets the oldest, and holds no more than it may", "[p2p]") {
    SeenCache seen{100, 1min};
    for (std::uint64_t id = 0; id < 10'000; ++id) {
        CHECK(seen.add(MessageId{id}, start));
        CHECK(seen.size() <= 100);
    }
    CHECK_FALSE(seen.add(MessageId{9'900}, start));
    CHECK(seen.add(MessageId{9'899}, start));
    SECTION("a repeat of what is there drives nothing out") {
        for (int i = 0; i < 1'000; ++i) CHECK_FALSE(seen.add(MessageId{9'999}, start));
        CHECK_FALSE(seen.add(MessageId{9'901}, start));
    }
}

TEST_CASE("a cache without room remembers nothing, and that is all", "[p2p]") {
    SeenCache seen{0, 1min};
    CHECK(seen.add(MessageId{1}, start));
    CHECK(seen.add(MessageId{1}, start));
    CHECK(seen.size() == 0);
}
