// Compares each with all that came before.
#include "double_spend.hpp"

#include <algorithm>

namespace exercise {

std::vector<std::size_t> double_spends(std::span<const Transaction> taken,
                                       std::span<const Transaction> coming) {
    std::vector<Outpoint> spent;
    for (const Transaction& transaction : taken) {
        spent.insert(spent.end(), transaction.inputs.begin(), transaction.inputs.end());
    }
    std::vector<std::size_t> refused;
    for (std::size_t i = 0; i < coming.size(); ++i) {
        const std::size_t before = spent.size();
        bool good = true;
        for (const Outpoint& input : coming[i].inputs) {
            good = good && std::find(spent.begin(), spent.end(), input) == spent.end();
            spent.push_back(input);
        }
        if (good) continue;
        refused.push_back(i);
        spent.resize(before);
    }
    return refused;
}

}  // namespace exercise
