// How much memory the program holds through operator new, counted by memory_test.cpp.
#pragma once

#include <cstddef>

namespace memory {

// Bytes that are allocated now, by all threads.
[[nodiscard]] std::size_t live();

// The largest single allocation asked for since the last call of this function.
[[nodiscard]] std::size_t take_largest();

}  // namespace memory
