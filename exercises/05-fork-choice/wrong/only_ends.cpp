// Looks at blocks on which nothing stands, and at no others.
#include "fork_choice.hpp"

#include <vector>

namespace exercise {

std::size_t best_of(std::span<const Seen> blocks) {
    struct Sum {
        sbc::U256 work;
        bool bad = false;
    };
    std::vector<bool> has_child(blocks.size());
    for (std::size_t i = 1; i < blocks.size(); ++i) has_child[blocks[i].parent] = true;
    std::vector<Sum> sums{{blocks[0].work}};
    std::size_t best = 0;
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        const Sum& parent = sums[blocks[i].parent];
        sums.push_back({parent.work + blocks[i].work, parent.bad || blocks[i].refused});
        if (!has_child[i] && !sums[i].bad && sums[i].work > sums[best].work) best = i;
    }
    return best;
}

}  // namespace exercise
