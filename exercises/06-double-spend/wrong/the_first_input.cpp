// Asks about the first input of each.
#include "double_spend.hpp"

#include <algorithm>
#include <set>

namespace exercise {

std::vector<std::size_t> double_spends(std::span<const Transaction> taken,
                                       std::span<const Transaction> coming) {
    std::set<Outpoint> spent;
    for (const Transaction& transaction : taken) {
        spent.insert(transaction.inputs.begin(), transaction.inputs.end());
    }
    std::vector<std::size_t> refused;
    for (std::size_t i = 0; i < coming.size(); ++i) {
        const std::vector<Outpoint>& inputs = coming[i].inputs;
        const std::set<Outpoint> own{inputs.begin(), inputs.end()};
        const bool itself = own.size() < inputs.size();
        const bool another = !inputs.empty() && spent.contains(inputs.front());
        if (itself || another) {
            refused.push_back(i);
        } else {
            spent.insert(own.begin(), own.end());
        }
    }
    return refused;
}

}  // namespace exercise
