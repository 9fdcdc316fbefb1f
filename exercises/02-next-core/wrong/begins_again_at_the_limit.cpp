// Becomes impatient again when it has reached the longest wait.
#include "next_core.hpp"

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

Duration NextCore::next_wait(std::uint64_t fresh) {
    const Duration half = wait_ / 2;
    wait_ = wait_ * 2 > longest_wait ? shortest_wait : wait_ * 2;
    return half + Duration{fresh % static_cast<std::uint64_t>(half.count() + 1)};
}

void NextCore::welcome() { wait_ = shortest_wait; }

}  // namespace exercise
