// Full nodes of common/node in a simulated network.

#include "../common/chain/failing_store.hpp"
#include "../full_nodes/judgement.hpp"
#include "catch.hpp"
#include "scenarios.hpp"

using namespace std::chrono_literals;
using homes::HostId;
using homes::People;
using homes::Village;

namespace {

std::string all_wrong(Village& village, const People& people) {
    if (!village.agree()) return "they do not agree\n";
    std::string wrong = wrong_sums(village) + too_much_held(village) + wrong_rankings(village);
    for (const HostId host : village.nodes) wrong += wrong_payments(village, people, host);
    return wrong;
}

// Payments while messages are lost, the network falls apart and heals, nodes crash and come back
// from their disks, and disks fail.
std::string payments_in_a_storm(std::uint64_t seed) {
    Village village{seed, {.least_latency = 10ms, .most_latency = 200ms, .loss = 0.02}};
    std::vector<FailingStore*> disks;
    for (int i = 0; i < 8; ++i) {
        auto disk = std::make_unique<FailingStore>();
        disks.push_back(disk.get());
        village.add(village.some(3), homes::enough_power / 8, 4, std::move(disk));
        village.network.run_for(20ms);
    }
    People people{village};
    village.network.run_for(2min);
    for (int step = 0; step < 60; ++step) {
        const HostId host = village.dice.pick(village.nodes);
        const bool up = village.network.up(host);
        switch (village.dice.below(12)) {
            case 0:
                if (up) village.network.crash(host);
                break;
            case 1: {
                auto half = village.nodes;
                village.dice.shuffle(half);
                half.resize(half.size() / 2);
                village.network.partition({half});
                break;
            }
            case 2: village.network.heal(); break;
            case 3:
                disks[host.value()]->fail_at(village.dice.below(20), village.dice.chance(0.3));
                break;
            default:
                if (up) (void)people.pay(host);
        }
        for (const HostId down : village.nodes) {
            if (village.network.up(down) || !village.dice.chance(0.2)) continue;
            disks[down.value()]->heal();  // or else it says why it does not start
            village.network.restart(down);
        }
        village.network.run_for(5s);
    }
    village.network.heal();
    village.network.weather.loss = 0;
    for (FailingStore* disk : disks) disk->heal();
    for (const HostId host : village.nodes) {
        if (!village.network.up(host)) village.network.restart(host);
    }
    if (!come_to_rest(village)) return "they do not come to rest\n";
    return all_wrong(village, people);
}

// The same in calm weather, with some among them who keep no rules.
std::string payments_among_attackers(std::uint64_t seed) {
    Village village{seed};
    homes::settle_in(village, 8);
    using enum homes::Malice;
    for (const auto malice : {BadBlocks, Withholding, Flooding, CheapHeaders}) {
        village.add(village.some(4), malice);
    }
    People people{village};
    const std::uint64_t steps = town::from_environment("SBC_SIM_PAYMENTS", 25);
    for (std::uint64_t step = 0; step < steps; ++step) {
        (void)people.pay(village.dice.pick(village.nodes));
        village.network.run_for(3s);
        if (auto wrong = too_much_held(village); !wrong.empty()) return wrong;
    }
    for (const HostId attacker : village.attackers) village.network.crash(attacker);
    if (!come_to_rest(village)) return "they do not come to rest\n";
    if (people.paid().size() < steps * 2 / 5) return "hardly anybody could pay\n";
    return all_wrong(village, people);
}

}  // namespace

TEST_CASE("full nodes find each other, mine, pay, and have one history", "[simulation]") {
    Village village{7};
    homes::settle_in(village, 8);
    People people{village};
    for (int i = 0; i < 60; ++i) {
        (void)people.pay(village.dice.pick(village.nodes));
        village.network.run_for(2s);
    }
    CHECK(people.paid().size() > 30);
    REQUIRE(come_to_rest(village));
    CHECK(village.lowest() > 20);
    CHECK(all_wrong(village, people) == "");
    for (const HostId host : village.nodes) CHECK(village.home(host).node().mempool().size() == 0);
    CHECK(village.network.traffic().penalties == 0);
    CHECK(village.network.traffic().unsendable == 0);
}

TEST_CASE("a storm, and failing disks: no point is made, none is lost, and all agree in the end",
          "[simulation][full-nodes]") {
    CHECK(town::for_each_seed([](auto seed) { return payments_in_a_storm(seed); }) == "");
}

TEST_CASE("four kinds of attackers among full nodes: payments go through, and nothing grows",
          "[simulation][full-nodes]") {
    CHECK(town::for_each_seed([](auto seed) { return payments_among_attackers(seed); }) == "");
}
