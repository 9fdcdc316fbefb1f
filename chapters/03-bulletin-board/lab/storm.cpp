// How many copies of one post travel through a network: when everybody passes on everything, and
// with the relay. The very nodes of this chapter, in the simulator.
#include <iomanip>
#include <memory>
#include <sstream>

#include "base/console.hpp"
#include "board.hpp"
#include "core_node.hpp"
#include "sim/dice.hpp"
#include "sim/network.hpp"

namespace stage {

// #region place
struct Place {
    std::uint16_t cores = 200;
    bool ring = false;  // each connected with two others; else with about six, by lot
    std::uint32_t seed = 1;
    std::uint32_t cap = 20'000;  // copies
};

static Address address_of(std::uint64_t core) {
    const std::string net = "10.0." + std::to_string(core / 250) + ".";
    return Address::from(net + std::to_string(core % 250 + 1), 5'000).value();
}

// It dials cores that were there before it; in a ring, the last one also dials the first.
static CoreSettings settings_of(std::uint16_t core, const Place& place, bool naive,
                                sbc::sim::Dice& dice) {
    CoreSettings settings;
    settings.hello = {.network = "storm", .role = Role::Core, .port = 5'000};
    settings.hello.id = NodeId{dice.roll()};
    settings.self = address_of(core);
    settings.want_cores = 0;
    settings.naive = naive;
    for (int i = 0; i < (place.ring ? 1 : 3) && core > 0; ++i) {
        settings.seeds.push_back(address_of(place.ring ? core - 1U : dice.below(core)));
    }
    if (place.ring && core + 1 == place.cores) settings.seeds.push_back(address_of(0));
    return settings;
}
// #endregion place

// #region storm
struct Storm {
    std::uint64_t copies = 0;
    std::size_t reached = 0;  // boards
    bool endless = false;
};

static bool is_a(const std::string& type, const sbc::sim::Passing& passing) {
    return sbc::as_text(passing.bytes).ends_with("\"type\":\"" + type + "\"}");
}

static Storm rage(const Place& place, bool naive) {
    sbc::sim::Dice dice{place.seed};
    sbc::sim::Network network{place.seed};
    std::vector<std::unique_ptr<Board>> boards;
    for (std::uint16_t core = 0; core < place.cores; ++core) {
        boards.push_back(std::make_unique<Board>("core " + std::to_string(core)));
        const std::vector<Application*> applications{boards.back().get()};
        const CoreSettings settings = settings_of(core, place, naive, dice);
        network.add({.address = settings.self, .listens = true},
                    [=] { return std::make_unique<CoreNode>(settings, applications); });
    }
    // Whom to call has been settled by lot: the lists of cores that they send get lost on the way.
    network.on_message = [](sbc::sim::Passing& passing) { passing.lost = is_a("cores", passing); };
    network.run_for(Duration{20'000});  // until everybody has found his neighbours

    Storm storm;
    network.on_message = [&](const sbc::sim::Passing& passing) {
        if (storm.copies < place.cap && is_a("spread", passing)) ++storm.copies;
    };
    network.type(sbc::sim::HostId{0}, "post you are great");
    const auto ended = network.run_until([&] { return storm.copies >= place.cap; },
                                         {.time = Duration{300'000}, .look = Duration{1}});
    const std::uint64_t so_far = storm.copies;
    if (ended == sbc::sim::Ended::TimeUp) network.run_for(Duration{10'000});  // is it still going?
    storm.endless = ended == sbc::sim::Ended::Satisfied || storm.copies > so_far;
    for (const auto& board : boards) {
        if (!board->posts().empty()) ++storm.reached;
    }
    return storm;
}

static void show(const std::string& name, const Storm& storm, const Place& place) {
    std::ostringstream row;
    row << std::fixed << std::setprecision(1);
    row << name << storm.reached << " of " << place.cores << " boards, " << storm.copies
        << " copies, " << static_cast<double>(storm.copies) / place.cores << " for each core";
    sbc::say(row.str() + (storm.endless ? ", and no end: stopped" : ""));
}
// #endregion storm

}  // namespace stage

int main(int argc, char** argv) {
    stage::Place place;
    sbc::CommandLine options{"storm", "Counts the copies of one post in a simulated network."};
    options.option("--cores", place.cores, "so many cores");
    options.flag("--ring", place.ring, "each connected with two others, instead of about six");
    options.option("--seed", place.seed, "another network");
    options.option("--cap", place.cap, "stop after so many copies");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    if (place.cores < 2) {
        sbc::log_error("--cores: a network has two at least");
        return 2;
    }
    stage::show("flood: ", stage::rage(place, true), place);
    stage::show("relay: ", stage::rage(place, false), place);
}
