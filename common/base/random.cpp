#include "base/random.hpp"

#include <random>

namespace sbc {

std::uint64_t random64() {
    // Kept, for opening it costs far more than drawing from it, and a driver draws at each event.
    thread_local std::random_device system;
    static_assert(std::random_device::max() == 0xFFFF'FFFF);
    return (std::uint64_t{system()} << 32) | system();
}

}  // namespace sbc
