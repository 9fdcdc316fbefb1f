#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "chain/block_tree.hpp"

namespace sbc::node {

// As measured by simulation with this course's target rule (a block every 5 seconds, a new target
// every 4): while nothing is wrong, one newest block in 18,000 becomes `silent`, and one look in
// 30,000 finds it `slow`. Whose cores are all an attacker's with 10, 30 or 50 % of the power finds
// it slow after 17, 30 or 44 of his blocks, in four to six minutes, one time in two.
struct IsolationLimits {
    unsigned silent = 30;     // the newest block is so many times older than blocks are apart
    unsigned recent = 48;     // blocks whose work is compared with that of ten times as many before
    unsigned permille = 500;  // of the work per time there was before: less is slow
};

// What somebody who sees headers only can notice when all his peers are one attacker's: the true
// history goes on elsewhere, and the attacker, who has less power, can only be silent or slow. Said
// in numbers; whether somebody isolates us, or the network itself has slowed down, nobody can tell.
struct Isolation {
    std::chrono::seconds tip_age{0};  // of the newest block, by our clock; 0 if it is ahead
    // Work per time of late, as parts in a thousand of that before. Nothing: the history is too
    // short to say.
    std::optional<unsigned> permille;
    bool silent = false;
    bool slow = false;
};
[[nodiscard]] Isolation look_for_isolation(const chain::Place& tip, const chain::Network& network,
                                           std::chrono::sys_seconds wall,
                                           const IsolationLimits& limits = {});
// The same in words, for the wallet's owner; empty if there is nothing to say.
[[nodiscard]] std::string words(const Isolation& isolation, const chain::Network& network);

}  // namespace sbc::node
