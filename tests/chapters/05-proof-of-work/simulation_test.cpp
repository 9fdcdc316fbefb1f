// Miners in a network in bad weather and among bad neighbours: the stage's objects in the
// simulator.
#include "catch.hpp"
#include "liar.hpp"
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
    storm::settle_in(village, cores, cores / 4, Village::enough_power);
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

    return wrong + storm::too_many_questions(village, questions);
}

// It calls these cores, and is a core as they are.
HostId let_in_a_liar(Village& village, storm::Lie lie, const std::vector<HostId>& victims) {
    sbc::p2p::CoreSettings settings;
    settings.hello = {.network = "village", .role = sbc::p2p::Role::Core, .port = 5'000};
    settings.hello.id = sbc::p2p::NodeId{village.dice.roll()};
    settings.self = Village::address_of(village.next());
    settings.want_cores = 0;
    for (const HostId victim : victims) settings.seeds.push_back(Village::address_of(victim));
    const std::uint64_t seed = village.dice.roll();
    return village.network.add({.address = settings.self, .listens = true}, [=] {
        return std::make_unique<storm::LyingCore>(lie, seed, settings);
    });
}

// A liar calls six cores, one of which begins again with nothing. All go on as if it was not there.
std::string live_with_a_liar(std::uint64_t seed, storm::Lie lie) {
    Village village{seed};
    const std::size_t cores = town::from_environment("SBC_SIM_MINERS", 12);
    const Questions questions{village};
    Payments payments{village};
    storm::settle_in(village, cores, cores / 4, Village::enough_power);
    const std::vector<HostId> victims = village.some_cores(6);
    const HostId liar = let_in_a_liar(village, lie, victims);
    for (int round = 0; round < 12; ++round) {
        village.network.type(village.dice.pick(village.everybody()), "pay bob 1");
        payments.look();
        village.network.run_for(10s);
        if (round != 5) continue;
        village.network.crash(victims.front());
        payments.forget_those_nobody_knows();
        village.network.restart(victims.front());
    }
    std::string wrong = storm::comes_to_rest(village, payments);
    const auto lies = village.network.node<storm::LyingCore>(liar).liar.lies();
    for (const HostId host : village.everybody()) {
        const auto asked = questions.asked(host, liar);
        if (asked <= lies + 20) continue;
        wrong += "host " + std::to_string(host.value()) + " has asked the liar " +
                 std::to_string(asked) + " times for " + std::to_string(lies) + " lies\n";
    }
    return wrong + storm::too_many_questions(village, questions, liar);
}

std::string with_each_seed(storm::Lie lie) {
    return town::for_each_seed([=](std::uint64_t seed) { return live_with_a_liar(seed, lie); });
}

// The power is 250 times too much for the target that all begin with: blocks are found faster than
// they travel, until the target has followed.
std::string begin_with_a_rush(std::uint64_t seed) {
    Village village{seed};
    const std::size_t cores = town::from_environment("SBC_SIM_MINERS", 12);
    const Questions questions{village};
    Payments payments{village};
    storm::settle_in(village, cores, cores / 4, 250 * Village::enough_power);
    village.network.run_for(4min);
    village.network.type(village.cores.front(), "pay bob 1");
    payments.look();
    const auto height = village.tip(village.cores.front()).height.value();
    village.network.run_for(10min);
    const auto found = village.tip(village.cores.front()).height.value() - height;
    std::string wrong = storm::comes_to_rest(village, payments);
    if (found < 30 || found > 300) wrong += std::to_string(found) + " blocks in ten minutes\n";
    return wrong + storm::too_many_questions(village, questions);
}

}  // namespace

TEST_CASE(
    "a storm: loss, a partition that heals, crashes; all end with one history and all payments",
    "[05][simulation]") {
    CHECK(town::for_each_seed(pay_in_a_storm) == "");
}

TEST_CASE("a liar that delivers nothing costs no more than a question for each of its lies",
          "[05][simulation]") {
    CHECK(with_each_seed(storm::Lie::Undelivered) == "");
}

TEST_CASE("a liar that delivers bad blocks costs no more than an answer to each of them",
          "[05][simulation]") {
    CHECK(with_each_seed(storm::Lie::BadBlock) == "");
}

TEST_CASE("a liar that delivers orphans costs no more than an answer to each of them",
          "[05][simulation]") {
    CHECK(with_each_seed(storm::Lie::Orphan) == "");
}

TEST_CASE("a liar that speaks of a long history costs no more than an answer to each of its lies",
          "[05][simulation]") {
    CHECK(with_each_seed(storm::Lie::LongHistory) == "");
}

TEST_CASE("where the target is far too easy at first, blocks come at their pace soon",
          "[05][simulation]") {
    CHECK(town::for_each_seed(begin_with_a_rush) == "");
}
