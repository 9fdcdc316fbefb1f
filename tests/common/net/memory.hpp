// How much memory the program holds, counted by memory_test.cpp.
#pragma once

#include <cstddef>

namespace memory {

// Bytes that are allocated now, by all threads.
[[nodiscard]] std::size_t live();

}  // namespace memory
