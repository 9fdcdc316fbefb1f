// Shows what a miner has written as a reason.
#include "ranking.hpp"

#include <algorithm>
#include <map>

namespace exercise {

std::vector<Row> ranking_of(const std::vector<Transaction>& history) {
    std::map<std::string, Row> rows;
    for (const Transaction& transaction : history) {
        const auto& from = transaction.from;
        for (const Output& output : transaction.outputs) {
            const bool own = std::find(from.begin(), from.end(), output.to) != from.end();
            if (own) continue;
            Row& row = rows[output.to];
            row.who = output.to;
            if (from.empty()) {
                row.mined += output.points;
                if (!transaction.memo.empty()) row.why = transaction.memo;
                continue;
            }
            row.received += output.points;
            if (!transaction.memo.empty()) row.why = transaction.memo;
        }
    }
    std::vector<Row> sorted;
    for (const auto& [who, row] : rows) sorted.push_back(row);
    std::sort(sorted.begin(), sorted.end(), [](const Row& a, const Row& b) {
        if (a.received != b.received) return a.received > b.received;
        if (a.mined != b.mined) return a.mined > b.mined;
        return a.who < b.who;
    });
    return sorted;
}

}  // namespace exercise
