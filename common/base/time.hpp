#pragma once

#include <chrono>

namespace sbc {

// A point in time for deadlines. Drivers take it from the steady clock, tests and the simulator
// make it up; protocol code only compares and adds.
using Instant = std::chrono::steady_clock::time_point;
using Duration = std::chrono::milliseconds;

// "No deadline": later than every instant that will be asked about.
inline constexpr Instant never = Instant::max();

}  // namespace sbc
