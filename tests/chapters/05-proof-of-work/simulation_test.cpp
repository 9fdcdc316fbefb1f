// Miners in a network in bad weather and among bad neighbours: the stage's objects in the
// simulator.
#include "catch.hpp"
#include "storm.hpp"

using namespace std::chrono_literals;
using storm::HostId;
using storm::Payments;
using storm::Questions;
using storm::Village;

namespace {

// Payments while messages are lost, doubled and late, the network falls apart and heals, and cores
// crash and begin again with nothing.
std::string pay_in_a_storm(std::uint64_t seed) {
    Village village{seed,
                    {.least_latency = 10ms,
                     .most_latency = 120ms,
                     .loss = 0.05,
                     .duplication = 0.02,
                     .reorders = seed % 2 == 0}};
    const std::size_t cores = town::from_environment("SBC_SIM_MINERS", 12);
    const Questions questions{village};
    Payments payments{village};
    storm::settle_in(village, cores, cores / 4);
    std::vector<HostId> everybody = village.everybody();
    const auto pay = [&](int times) {
        for (; times > 0; --times) {
            village.network.type(village.dice.pick(everybody), "pay bob 1 you are great");
            payments.look();
            village.network.run_for(sbc::Duration{village.dice.below(4'000)});
        }
    };
    pay(10);
    village.dice.shuffle(everybody);
    const auto middle = everybody.begin() + static_cast<std::ptrdiff_t>(everybody.size() / 2);
    village.network.partition({{everybody.begin(), middle}});
    pay(10);
    village.network.run_for(1min);
    const std::vector<HostId> unlucky = village.some_cores(1 + cores / 10);
    payments.look();
    for (const HostId host : unlucky) village.network.crash(host);
    payments.forget_those_nobody_knows();
    village.network.run_for(5s);
    for (const HostId host : unlucky) village.network.restart(host);
    village.network.run_for(sbc::Duration{village.dice.below(30'000)});
    village.network.heal();
    pay(10);
    std::string wrong = storm::comes_to_rest(village, payments);

    const std::size_t blocks = storm::blocks_of_all(village);
    for (const HostId host : village.everybody()) {
        const auto asked = questions.asked(host);
        if (asked > 2 * blocks + 20) {
            wrong += "host " + std::to_string(host.value()) + " has asked for blocks " +
                     std::to_string(asked) + " times, of " + std::to_string(blocks) + "\n";
        }
    }
    return wrong;
}

}  // namespace

TEST_CASE(
    "a storm: loss, a partition that heals, crashes; all end with one history and all payments",
    "[05][simulation]") {
    CHECK(town::for_each_seed(pay_in_a_storm) == "");
}
