// Does not use the random number.
#include "next_core.hpp"

#include <algorithm>

namespace exercise {

Core NextCore::next_core() {
    if (!hints_.empty()) {
        Core hint = hints_.front();
        hints_.pop_front();
        return hint;
    }
    const Core& core = cores_[turn_];
    turn_ = (turn_ + 1) % cores_.size();
    return core;
}

Duration NextCore::next_wait(std::uint64_t) {
    const Duration wait = wait_;
    wait_ = std::min(wait_ * 2, longest_wait);
    return wait;
}

void NextCore::welcome() { wait_ = shortest_wait; }

}  // namespace exercise
