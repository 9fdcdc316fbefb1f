#pragma once

#include <string>

#include "target.hpp"

namespace stage {

// #region network
// What a network has agreed on. Its genesis block is made of it, so that whoever has agreed on
// anything else has another genesis block, and none of our blocks.
struct Network {
    std::string name = "classroom";  // at most 64 bytes
    std::chrono::sys_seconds begins = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
    Bits easiest{0x1f00ffff};         // 65,537 hashes; no target is easier
    std::chrono::seconds spacing{5};  // wanted from one block to the next
    std::uint32_t interval = 4;       // so many blocks have the same target
    std::uint32_t gaps = 4;           // between so many blocks the time is taken
    std::uint32_t clamp = 4;          // at most so much harder or easier in one step
};
// Whether a network can be like this: a name, and seconds between blocks, that fit.
[[nodiscard]] bool sound(const Network& network);
// The rules of the real one; it has a genesis block of its own.
[[nodiscard]] Network bitcoin();

// The block at height 0, on which all agree before anybody has said a word. Nobody has mined it: it
// is not believed for its work, it is what we mean by this network.
[[nodiscard]] Block genesis(const Network& network);
// #endregion network

// #region retarget
// Whether the block at this height has a new target; if so, the time is taken from the block at
// `measured_from` to its parent.
[[nodiscard]] bool retargets(const Network& network, Height height);
[[nodiscard]] Height measured_from(const Network& network, Height height);
// The new one: if the blocks took twice as long as they should, the target is twice as high.
[[nodiscard]] Bits retarget(const Network& network, Bits before, std::chrono::seconds took);
// #endregion retarget

}  // namespace stage
