#include "locator.hpp"

namespace exercise {

Locator locator_of(const Known& known) {
    // Your turn. So far we say where our history ends, and no more.
    return {known.at(known.height())};
}

std::vector<std::string> what_follows(const Known& known, std::span<const std::string> locator,
                                      std::size_t most) {
    // Your turn. So far nobody learns anything from us.
    (void)known;
    (void)locator;
    (void)most;
    return {};
}

}  // namespace exercise
