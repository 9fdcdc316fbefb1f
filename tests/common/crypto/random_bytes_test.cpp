#include "crypto/random_bytes.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <exception>
#include <set>
#include <string>

#include "base/hex.hpp"
#include "catch.hpp"

using namespace sbc;
using namespace sbc::crypto;

TEST_CASE("random bytes fill what they are asked for, and are others each time", "[crypto]") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) seen.insert(to_hex(random_secret<32>().reveal()));
    CHECK(seen.size() == 100);
    std::array<std::size_t, 256> counts{};
    Bytes many(256'000);
    fill_with_random(many);
    for (const std::uint8_t byte : many) ++counts[byte];
    // Each about 1,000 times; 300 off would be nine standard deviations.
    CHECK(std::ranges::all_of(counts, [](std::size_t n) { return n > 700 && n < 1'300; }));
    CHECK_NOTHROW(fill_with_random({}));
}

TEST_CASE("without the system's source there are no random bytes", "[crypto]") {
    rlimit limit{};
    REQUIRE(getrlimit(RLIMIT_NOFILE, &limit) == 0);
    rlimit none = limit;
    none.rlim_cur = 0;  // nothing more can be opened
    REQUIRE(setrlimit(RLIMIT_NOFILE, &none) == 0);
    std::array<std::uint8_t, 32> bytes{};
    bool thrown = false;
    try {
        fill_with_random(bytes);
    } catch (const std::exception&) {
        thrown = true;
    }
    REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
    CHECK(thrown);
}
