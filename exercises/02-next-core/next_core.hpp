#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace exercise {

using sbc::Duration;       // in milliseconds
using Core = std::string;  // where a core listens: "10.0.0.1:5001"

constexpr Duration shortest_wait{200};
constexpr Duration longest_wait{8'000};

// Where an edge turns that has lost its core, and how long it waits before.
class NextCore {
public:
    // The cores that the edge knows: one at least.
    explicit NextCore(std::vector<Core> cores) : cores_{std::move(cores)} {}

    // A core was full and has named others, which take the place of earlier hints.
    void hint(const std::vector<Core>& cores) { hints_.assign(cores.begin(), cores.end()); }

    // The core to try next: a hint, each of them once; when there is none, the next of the list,
    // round and round.
    [[nodiscard]] Core next_core();

    // How long to wait before that, given `fresh`, a random number: between half and the whole of
    // the present wait. That is shortest_wait at first, then twice as long each time, up to
    // longest_wait.
    [[nodiscard]] Duration next_wait(std::uint64_t fresh);

    // A core has taken us in.
    void welcome();

private:
    std::vector<Core> cores_;
    std::size_t turn_ = 0;  // whose turn it is in cores_
    std::deque<Core> hints_;
    Duration wait_ = shortest_wait;  // the present wait
};

}  // namespace exercise
