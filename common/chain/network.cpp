#include "chain/network.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/json.hpp"
#include "chain/merkle.hpp"

namespace sbc::chain {
namespace {

constexpr std::uint32_t longest_interval =
    1'000'000;  // blocks; with a day between them, 2,700 years

}  // namespace

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
    const auto within = [](auto value, auto least, auto most) {
        return least <= value && value <= most;
    };
    return network.name.size() <= 64 && time_fits(network.begins) &&
           target_of(network.easiest).has_value() &&
           within(network.spacing, std::chrono::seconds{1}, std::chrono::days{1}) &&
           within(network.interval, 1U, longest_interval) &&
           within(network.gaps, 1U, network.interval) &&
           within(network.clamp, 1U, longest_interval);
}

Block genesis(const Network& network) {
    if (!sound(network)) throw std::invalid_argument{"a network cannot have such parameters"};
    JsonWriter json;
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

// A target of 0 would end the chain: no hash is below it, and no bits say it.
Bits retarget(const Network& network, Bits before, std::chrono::seconds took) {
    const auto planned = network.interval * network.spacing;
    took = std::clamp<std::chrono::seconds>(took, planned / network.clamp, planned * network.clamp);
    const auto target = target_of(before);
    const auto easiest = target_of(network.easiest);
    if (!target || !easiest) return network.easiest;  // no header of ours has such bits
    const U256 scaled = scale(*target, static_cast<std::uint64_t>(took.count()),
                              static_cast<std::uint64_t>(planned.count()));
    return bits_of(std::clamp(scaled, U256{1}, *easiest));
}

}  // namespace sbc::chain
