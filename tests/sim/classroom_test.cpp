// A class in one room: thirty students and a host, whose nodes are those of common/.
#include "classroom/classroom.hpp"
#include "../full_nodes/judgement.hpp"
#include "catch.hpp"
#include "classroom/gate.hpp"
#include "scenarios.hpp"

using namespace sbc;
using namespace std::chrono_literals;
using classroom::Classroom;
using classroom::Faucet;
using classroom::Gate;
using homes::HostId;
using homes::Village;

namespace {

constexpr std::uint64_t gift = 20;

// What a node of a class has beside itself.
struct Seat {
    std::optional<Faucet> faucet{};
    std::optional<Classroom> in_class{};
    std::optional<Gate> gate{};
};

class Class {
public:
    // The host is there first, and has mined what it is going to give.
    // `power`: of all of them, in hashes per second.
    Class(std::uint64_t seed, std::size_t students, double power = homes::enough_power)
        : village{seed}, power_of_each{power / static_cast<double>(students + 1)} {
        chain::Network network = network_of(code_);
        network.easiest = homes::nearly_free;
        village.basics.network = network;
        host = add({});
        village.power[0] = power;
        village.network.run_for(2min);
        village.power[0] = power_of_each;
        for (std::size_t i = 0; i < students; ++i) {
            add({host});
            village.network.run_for(300ms);
        }
    }
    Classroom& seat(HostId at) { return *seats_.at(at.value()).in_class; }
    static std::string name_of(HostId at) { return "host " + std::to_string(at.value()); }
    // Its names have no blanks.
    static std::string nick_of(HostId at) { return "student-" + std::to_string(at.value()); }
    static crypto::PublicKey key_of(HostId at) { return homes::key_of(name_of(at)).public_key(); }
    // So many different histories are there, among those who are up.
    std::size_t tips(bool apart) {
        std::set<chain::Hash> tips;
        for (const HostId at : village.nodes) {
            const bool there = village.network.up(at) && is_apart(at) == apart;
            if (there) tips.insert(village.tip(at).hash);
        }
        return tips.size();
    }
    bool is_apart(HostId at) {
        return seat(host).apart("teacher", at == host ? "teacher" : nick_of(at));
    }
    // All of a side have the same last block.
    bool each_side_agrees() { return tips(false) == 1 && tips(true) == 1; }
    // Points that this one's ranking says he has been given.
    std::uint64_t received(HostId at) {
        for (const auto& row : village.home(host).ranking().ranking().total(1'000)) {
            if (row.who == key_of(at)) return row.received;
        }
        return 0;
    }

    bool comes(const std::function<bool()>& about, Duration within) {
        return village.network.run_until(about, {.time = within, .look = 1s}) ==
               sim::Ended::Satisfied;
    }

    Village village;
    const double power_of_each;
    HostId host{};

private:
    HostId add(const std::vector<HostId>& seeds) {
        const HostId at = village.next();
        const bool teacher = seeds.empty();
        seats_.emplace_back();
        village.basics.in_place_of_node = [this, at, teacher](node::FullNode& node,
                                                              const chain::Chain& chain,
                                                              const ledger::Ledger& ledger) {
            Seat& seat = seats_[at.value()];
            classroom::ClassroomSettings settings;
            settings.code = code_;
            settings.name = teacher ? "teacher" : nick_of(at);
            settings.mines = true;
            if (teacher) settings.host_key = &host_key_;
            if (!teacher) settings.address = key_of(at);
            seat.gate.reset();
            seat.in_class.reset();
            if (teacher) seat.faucet.emplace(node, ledger, host_key_, classroom::FaucetSettings{});
            seat.in_class.emplace(settings, chain, teacher ? &*seat.faucet : nullptr);
            seat.gate.emplace(node, *seat.in_class);
            return std::vector<p2p::Application*>{&*seat.gate, &*seat.in_class};
        };
        village.basics.after_each = [this, at](p2p::CoreNode& core) {
            core.do_without(seats_[at.value()].gate->hidden());
        };
        return village.add(seeds, power_of_each, teacher ? 64 : 6);
    }

    const crypto::SigningKey host_key_ = homes::key_of(name_of(HostId{0}));
    const classroom::ClassCode code_ =
        classroom::new_class("maths", 5s, host_key_.public_key()).value();
    std::deque<Seat> seats_;
};

std::string parted_and_healed(std::uint64_t seed) {
    constexpr std::size_t students = 30;
    Class room{seed, students};
    Village& village = room.village;
    village.network.run_for(1min);
    // Not come_to_rest(): after it nobody mines any more.
    if (!room.comes([&] { return village.agree(); }, 5min)) {
        return "they do not agree to begin with\n";
    }
    if (room.seat(room.host).roll().all().size() != students + 1) return "not all are seen\n";

    village.network.type(room.host, "partition");
    village.network.run_for(10s);
    const chain::Place& before = village.tip(room.host);
    const auto heights = [&](bool apart) {
        std::uint64_t highest = 0;
        for (const HostId at : village.nodes) {
            if (room.is_apart(at) == apart) {
                highest = std::max(highest, village.tip(at).height.value());
            }
        }
        return highest;
    };
    // With half of the power; two blocks at once wait for the next one.
    const auto both_go_on = [&] {
        return heights(false) > before.height.value() && heights(true) > before.height.value() &&
               room.each_side_agrees();
    };
    std::ostringstream wrong;
    if (!room.comes(both_go_on, 9min)) wrong << "a side stands still, or is not of one mind\n";
    std::size_t apart = 0;
    for (const HostId at : village.nodes) {
        if (room.is_apart(at)) ++apart;
        if (room.seat(at).partition() == nullptr) wrong << at.value() << " has not obeyed\n";
    }
    if (apart != students / 2) wrong << apart << " are on the other side\n";
    if (village.agree()) wrong << "both sides have one history\n";

    village.network.type(room.host, "heal");
    if (!room.comes([&] { return village.agree(); }, 5min)) {
        wrong << "they do not agree after they were healed\n";
    }
    village.network.run_for(30s);
    if (!come_to_rest(village)) wrong << "they do not come to rest\n";
    wrong << wrong_sums(village) << wrong_rankings(village);
    for (const HostId at : village.nodes) {
        if (at == room.host) continue;
        if (room.received(at) != gift) {
            wrong << Class::nick_of(at) << " has been given " << room.received(at) << '\n';
        }
    }
    return wrong.str();
}

}  // namespace

TEST_CASE(
    "a class of thirty is parted and healed: two histories, then one, one ranking, and each "
    "student has his points once",
    "[simulation][classroom]") {
    CHECK(town::for_each_seed([](auto seed) { return parted_and_healed(seed); }) == "");
}

TEST_CASE("a partition that nobody heals is over by itself", "[simulation][classroom]") {
    Class room{3, 8};
    Village& village = room.village;
    village.network.run_for(1min);
    village.network.type(room.host, "partition student-1 student-2");
    village.network.run_for(2min);
    CHECK_FALSE(village.agree());
    REQUIRE(room.each_side_agrees());
    village.network.crash(room.host);  // it cannot heal any more
    village.network.run_for(8min);
    CHECK(room.comes([&] { return village.agree(); }, 1min));
    for (const HostId at : village.nodes) {
        if (at != room.host) CHECK(room.seat(at).partition() == nullptr);
    }
}

TEST_CASE("who joins a parted class, or comes back to it, is on the side that the host has said",
          "[simulation][classroom]") {
    Class room{4, 8};
    Village& village = room.village;
    village.network.run_for(1min);
    const HostId late{5};
    village.network.crash(late);
    village.network.type(room.host, "partition student-5 student-6 student-7");
    village.network.run_for(1min);
    village.network.restart(late);
    village.network.run_for(2min);
    REQUIRE(room.seat(late).partition() != nullptr);
    CHECK(room.is_apart(late));
    CHECK(room.comes([&] { return room.each_side_agrees(); }, 1min));
    CHECK_FALSE(village.agree());
    village.network.type(room.host, "heal");
    CHECK(room.comes([&] { return village.agree(); }, 5min));
}

// Chapter 05 has promised it of the target: 99 times in 100 within 75 minutes.
TEST_CASE("when thirty laptops leave a class, its blocks come at their pace again",
          "[simulation][classroom]") {
    Class room{5, 30, 31};
    Village& village = room.village;
    village.network.run_for(3min);
    for (const HostId at : village.nodes) {
        if (at != room.host) village.network.leave(at);
    }
    const auto expected_seconds = [&] {
        const chain::Chain& chain = village.home(room.host).chain();
        return work_of(chain.tree().next_bits(chain.tip())).to_double() / room.power_of_each;
    };
    CHECK(expected_seconds() > 60);
    CHECK(room.comes([&] { return expected_seconds() <= 10; }, 75min));
}

TEST_CASE("a laptop that has slept for twenty minutes catches up within a minute",
          "[simulation][classroom]") {
    Class room{6, 8};
    Village& village = room.village;
    village.network.run_for(2min);
    const HostId sleeper{5};
    village.network.freeze(sleeper);
    const auto slept_at = village.tip(sleeper).height.value();
    village.network.run_for(20min);
    CHECK(village.tip(room.host).height.value() > slept_at + 100);
    village.network.thaw(sleeper);
    CHECK(
        room.comes([&] { return village.tip(sleeper).hash == village.tip(room.host).hash; }, 1min));
    village.network.run_for(1min);
    CHECK(room.seat(room.host).roll().all().contains(Class::nick_of(sleeper)));
}
