// Refuses both of two that spend the same.
#include "double_spend.hpp"

#include <map>
#include <set>

namespace exercise {

std::vector<std::size_t> double_spends(std::span<const Transaction> taken,
                                       std::span<const Transaction> coming) {
    std::set<Outpoint> spent;
    for (const Transaction& transaction : taken) {
        spent.insert(transaction.inputs.begin(), transaction.inputs.end());
    }
    std::map<Outpoint, std::size_t> spenders;
    std::set<std::size_t> refused;
    for (std::size_t i = 0; i < coming.size(); ++i) {
        const std::vector<Outpoint>& inputs = coming[i].inputs;
        const std::set<Outpoint> own{inputs.begin(), inputs.end()};
        bool good = own.size() == inputs.size();
        for (const Outpoint& input : own) {
            if (const auto other = spenders.find(input); other != spenders.end()) {
                refused.insert(other->second);
                good = false;
            }
            good = good && !spent.contains(input);
        }
        if (!good) refused.insert(i);
        for (const Outpoint& input : own) {
            if (good) spenders.emplace(input, i);
        }
    }
    return {refused.begin(), refused.end()};
}

}  // namespace exercise
