// Goes through the whole locator, and keeps the last one that is ours.
#include "locator.hpp"

#include <algorithm>

namespace exercise {

Locator locator_of(const Known& known) {
    Locator locator;
    std::size_t height = known.height();
    std::size_t step = 1;
    while (height > 0) {
        locator.push_back(known.at(height));
        if (locator.size() > 10) step *= 2;
        height -= std::min(step, height);
    }
    locator.push_back(known.at(0));
    return locator;
}

// The height of the first one that is ours; the genesis block is in everybody's history.
static std::size_t agreed(const Known& known, std::span<const std::string> locator) {
    std::size_t last = 0;
    for (const std::string& name : locator) {
        const auto place = known.find(name);
        if (place && place->ours) last = place->height;
    }
    return last;
}

std::vector<std::string> what_follows(const Known& known, std::span<const std::string> locator,
                                      std::size_t most) {
    std::vector<std::string> following;
    for (std::size_t height = agreed(known, locator) + 1;
         height <= known.height() && following.size() < most; ++height) {
        following.push_back(known.at(height));
    }
    return following;
}

}  // namespace exercise
