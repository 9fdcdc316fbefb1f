#pragma once

#include <string>

#include "chain/block.hpp"
#include "chain/target.hpp"

namespace sbc::chain {

// What a network has agreed on (lesson 05). Its genesis block is made of it, so that whoever has
// agreed on anything else has another genesis block, and none of our blocks.
struct Network {
    std::string name = "classroom";  // at most 64 bytes of UTF-8
    std::chrono::sys_seconds begins = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    Bits easiest{0x1f00ffff};         // 65,537 hashes; no target is easier
    std::chrono::seconds spacing{5};  // from one block to the next, in the long run
    std::uint32_t interval = 4;       // so many blocks have the same target
    std::uint32_t gaps = 4;           // between so many blocks the time is taken
    std::uint32_t clamp = 4;          // at most so much harder or easier in one step
    friend bool operator==(const Network&, const Network&) = default;
};
// Whether a network can be like this: every number in its range, so that what follows divides by
// nothing that is 0, overflows nowhere, and never makes a target that nobody can meet.
[[nodiscard]] bool sound(const Network& network);
// The rules of the real one, whose genesis block is its own and not genesis(bitcoin()).
[[nodiscard]] Network bitcoin();

// The block at height 0. Nobody has mined it: it is not believed for its work, it is what we mean
// by this network. Throws for one that is not sound: a mistake of ours, made at the start.
[[nodiscard]] Block genesis(const Network& network);

// Whether the block at this height has a new target; if so, the time is taken from the block at
// `measured_from` to its parent. Bitcoin takes 2,015 gaps for 2,016 blocks: a mistake of 2009, and
// a rule.
[[nodiscard]] bool retargets(const Network& network, Height height);
[[nodiscard]] Height measured_from(const Network& network, Height height);
// The new one: as much larger or smaller as the blocks took longer or shorter than they should,
// within the clamp and the easiest; computed with all 256 bits, rounded down, then as bits.
[[nodiscard]] Bits retarget(const Network& network, Bits before, std::chrono::seconds took);

}  // namespace sbc::chain
