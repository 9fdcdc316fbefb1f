#include "fork_choice.hpp"

namespace exercise {

std::size_t best_of(std::span<const Seen> blocks) {
    // Your turn. This is what a node without a rule does: it believes whoever spoke last.
    return blocks.size() - 1;
}

}  // namespace exercise
