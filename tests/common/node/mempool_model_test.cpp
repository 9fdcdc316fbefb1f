#include <random>

#include "catch.hpp"
#include "fuzz/pool_play.hpp"

TEST_CASE("whatever happens, the mempool agrees with one that looks at everything each time",
          "[node][mempool][model]") {
    const auto seed = GENERATE(range(1U, 41U));
    CAPTURE(seed);
    std::mt19937 dice{seed};
    std::vector<std::uint8_t> bytes(300);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(dice());
    CHECK_NOTHROW(pool::PoolPlay{bytes}.run());
}
