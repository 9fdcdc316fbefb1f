// Puts what was a hint on its list.
#include "next_core.hpp"

#include <algorithm>

namespace exercise {

Core NextCore::next_core() {
    if (!hints_.empty()) {
        Core hint = hints_.front();
        hints_.pop_front();
        cores_.push_back(hint);
        return hint;
    }
    const Core& core = cores_[turn_];
    turn_ = (turn_ + 1) % cores_.size();
    return core;
}

Duration NextCore::next_wait(std::uint64_t fresh) {
    const Duration half = wait_ / 2;
    wait_ = std::min(wait_ * 2, longest_wait);
    return half + Duration{fresh % static_cast<std::uint64_t>(half.count() + 1)};
}

void NextCore::welcome() { wait_ = shortest_wait; }

}  // namespace exercise
