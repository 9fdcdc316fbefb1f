// Makes an unsigned number of the time before it bounds it.
#include "network.hpp"

#include <algorithm>

#include "base/hex.hpp"
#include "base/json.hpp"
#include "merkle.hpp"

namespace stage {

// Between 2,016 blocks there are 2,015 gaps, and 2,016 times ten minutes are what they are compared
// with. It is a mistake of Bitcoin's, and a rule: nobody can change it any more.
Network bitcoin() {
    return {.name = "bitcoin",
            .begins = std::chrono::sys_seconds{std::chrono::seconds{1'231'006'505}},
            .easiest = Bits{0x1d00ffff},
            .spacing = std::chrono::minutes{10},
            .interval = 2'016,
            .gaps = 2'015,
            .clamp = 4};
}

bool sound(const Network& network) {
    return network.name.size() <= 64 && network.spacing >= std::chrono::seconds{1} &&
           network.spacing <= std::chrono::days{1};
}

Block genesis(const Network& network) {
    sbc::JsonWriter json;
    json.text("network", network.name).text("note", "お前すげー");
    json.integer("begins", static_cast<std::uint64_t>(network.begins.time_since_epoch().count()));
    json.integer("easiest", network.easiest.value()).integer("clamp", network.clamp);
    json.integer("spacing", static_cast<std::uint64_t>(network.spacing.count()));
    json.integer("interval", network.interval).integer("gaps", network.gaps);
    Block block;
    block.transactions = {json.to_text()};
    block.header.merkle_root = merkle_root(leaves_of(block.transactions));
    block.header.time = network.begins;
    block.header.bits = network.easiest;
    return block;
}

bool retargets(const Network& network, Height height) {
    return height.value() > 0 && height.value() % network.interval == 0;
}

Height measured_from(const Network& network, Height height) {
    const std::uint64_t parent = height.value() - 1;
    return Height{parent - std::min<std::uint64_t>(parent, network.gaps)};
}

Bits retarget(const Network& network, Bits before, std::chrono::seconds took) {
    const auto planned = network.interval * network.spacing;
    const auto least = static_cast<std::uint64_t>((planned / network.clamp).count());
    const auto most = static_cast<std::uint64_t>((planned * network.clamp).count());
    const std::uint64_t seconds = std::clamp(static_cast<std::uint64_t>(took.count()), least, most);
    const auto target = target_of(before);
    const auto easiest = target_of(network.easiest);
    if (!target || !easiest) return network.easiest;  // no header of ours has such bits
    return bits_of(std::min(
        *easiest, sbc::scale(*target, seconds, static_cast<std::uint64_t>(planned.count()))));
}

}  // namespace stage
