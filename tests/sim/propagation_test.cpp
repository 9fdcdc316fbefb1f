// How a block spreads among full nodes; ./course bench measures it among a thousand.
#include "../full_nodes/spreading.hpp"
#include "catch.hpp"
#include "scenarios.hpp"

using namespace std::chrono_literals;

TEST_CASE("a block comes to each node once, hardly later than the shortest way takes",
          "[simulation][distances]") {
    constexpr sbc::Duration latency{50};  // of each message: so a way is as long as it has links
    const std::size_t nodes = town::from_environment("SBC_SIM_NODES", 300);
    homes::Village village{3, {.least_latency = latency, .most_latency = latency}};
    homes::settle(village, nodes);
    const auto spread = homes::spread_blocks(village, 10, latency);
    WARN(nodes << " nodes of degree " << spread.degree << ": " << spread.copies
               << " copies of a body each; p99 of the delay " << homes::Spread::p99(spread.delays)
               << ", of the shortest way " << homes::Spread::p99(spread.ways) << " latencies");
    CHECK(spread.copies <= 1.05);
    CHECK(spread.against_shortest() <= 1.5);
}
