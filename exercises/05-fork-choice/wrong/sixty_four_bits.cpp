// Adds up the lowest 64 bits.
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
        sums.push_back({parent.work + blocks[i].work, parent.bad || blocks[i].refused});
        if (!sums[i].bad && sums[i].work.low64() > sums[best].work.low64()) best = i;
    }
    return best;
}

}  // namespace exercise
