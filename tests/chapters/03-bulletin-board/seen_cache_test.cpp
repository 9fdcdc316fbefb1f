// Which messages have passed already.
#include "seen_cache.hpp"

#include "catch.hpp"
#include "node_kit.hpp"
#include "nodes/scene.hpp"

using namespace std::chrono_literals;
using namespace scene;

namespace {

MessageId id(std::uint64_t value) { return MessageId{value}; }

}  // namespace

TEST_CASE("an id is new once", "[03]") {
    SeenCache seen{10, 1min};
    CHECK(seen.add(id(1), start));
    CHECK_FALSE(seen.add(id(1), start));
    CHECK(seen.add(id(2), start));
    CHECK_FALSE(seen.add(id(1), start + 59s));
}

TEST_CASE("an id is forgotten after a while, counted from when it first came", "[03]") {
    SeenCache seen{10, 1min};
    seen.add(id(1), start);
    seen.add(id(2), start + 30s);
    CHECK_FALSE(seen.add(id(1), start + 59'999ms));
    CHECK(seen.add(id(1), start + 60s));
    CHECK_FALSE(seen.add(id(2), start + 60s));
    CHECK(seen.add(id(2), start + 90s));
}

TEST_CASE("a full cache forgets the oldest id and keeps the others", "[03]") {
    SeenCache seen{3, 1min};
    for (const std::uint64_t one : {1U, 2U, 3U, 4U}) CHECK(seen.add(id(one), start));
    CHECK_FALSE(seen.add(id(4), start));
    CHECK_FALSE(seen.add(id(2), start));
    CHECK(seen.add(id(1), start));
}

TEST_CASE("a hundred thousand ids take no more room than the last ten thousand", "[03]") {
    SeenCache seen{10'000, 10min};
    for (std::uint64_t one = 0; one < 100'000; ++one) seen.add(id(one), start);
    CHECK_FALSE(seen.add(id(99'999), start));
    CHECK_FALSE(seen.add(id(90'000), start));
    CHECK(seen.add(id(89'999), start));
}
