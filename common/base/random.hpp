#pragma once

#include <cstdint>

namespace sbc {

// 64 random bits from the operating system, which nobody can predict. For programs and drivers;
// protocol code is handed its random numbers.
[[nodiscard]] std::uint64_t random64();

}  // namespace sbc
