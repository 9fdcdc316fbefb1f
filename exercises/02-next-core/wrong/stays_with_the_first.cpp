// Begins with the first core of the list each time.
#include "next_core.hpp"

#include <algorithm>

namespace exercise {

Core NextCore::next_core() {
    if (!hints_.empty()) {
        Core hint = hints_.front();
        hints_.pop_front();
        return hint;
    }
    return cores_.front();
}

Duration NextCore::next_wait(std::uint64_t fresh) {
    const Duration half = wait_ / 2;
    wait_ = std::min(wait_ * 2, longest_wait);
    return half + Duration{fresh % static_cast<std::uint64_t>(half.count() + 1)};
}

void NextCore::welcome() { wait_ = shortest_wait; }

}  // namespace exercise
