// Compares how much work the tips took.
#include "fork_choice.hpp"

#include <vector>

namespace exercise {

std::size_t best_of(std::span<const Seen> blocks) {
    struct Sum {
        sbc::U256 work;
        bool bad = false;
    };
    std::vector<Sum> sums{{blocks[0].work}};
    std::size_t best = 0;
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        const Sum& parent = sums[blocks[i].parent];
        sums.push_back({blocks[i].work, parent.bad || blocks[i].refused});
        if (!sums[i].bad && sums[i].work > sums[best].work) best = i;
    }
    return best;
}

}  // namespace exercise
