#include "ranking.hpp"

#include <algorithm>
#include <map>

namespace exercise {

std::vector<Row> ranking_of(const std::vector<Transaction>& history) {
    // Your turn. So far whoever stands in an output has been given something, also if he has put
    // it there himself.
    std::map<std::string, Row> rows;
    for (const Transaction& transaction : history) {
        for (const Output& output : transaction.outputs) {
            rows[output.to].who = output.to;
            rows[output.to].received += output.points;
        }
    }
    std::vector<Row> sorted;
    for (const auto& [who, row] : rows) sorted.push_back(row);
    return sorted;
}

}  // namespace exercise
