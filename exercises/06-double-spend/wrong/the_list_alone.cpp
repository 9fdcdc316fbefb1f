// Compares those that come with each other, and not with those that are taken.
#include "double_spend.hpp"

#include <algorithm>
#include <set>

namespace exercise {

std::vector<std::size_t> double_spends(std::span<const Transaction> /*taken*/,
                                       std::span<const Transaction> coming) {
    std::set<Outpoint> spent;
    std::vector<std::size_t> refused;
    for (std::size_t i = 0; i < coming.size(); ++i) {
        const std::vector<Outpoint>& inputs = coming[i].inputs;
        const std::set<Outpoint> own{inputs.begin(), inputs.end()};
        const bool itself = own.size() < inputs.size();
        const bool another = std::any_of(
            own.begin(), own.end(), [&](const Outpoint& input) { return spent.contains(input); });
        if (itself || another) {
            refused.push_back(i);
        } else {
            spent.insert(own.begin(), own.end());
        }
    }
    return refused;
}

}  // namespace exercise
