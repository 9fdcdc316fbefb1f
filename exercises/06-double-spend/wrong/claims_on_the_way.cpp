// Writes down what one spends before it is known whether it may.
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
        const bool good = std::all_of(inputs.begin(), inputs.end(), [&](const Outpoint& input) {
            return spent.insert(input).second;
        });
        if (!good) refused.push_back(i);
    }
    return refused;
}

}  // namespace exercise
