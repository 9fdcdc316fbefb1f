#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace exercise {

// A transaction of the history, as far as the ranking looks at it. The node has looked up whose
// coins it spends.
struct Output {
    std::string to;
    std::uint64_t points = 0;
};
struct Transaction {
    std::vector<std::string> from;  // who owned the coins, one for each input; none: it was mined
    std::vector<Output> outputs;
    std::string memo;  // why; may be empty
};

// What one address has been given.
struct Row {
    std::string who;
    std::uint64_t received = 0;  // from others
    std::uint64_t mined = 0;
    std::string why;  // the last memo that came with points from others
};

// Who has been given anything, in this order: most received first; of those that are equal, most
// mined first; of those that are equal in both, by the address. `history`: the oldest first.
[[nodiscard]] std::vector<Row> ranking_of(const std::vector<Transaction>& history);

}  // namespace exercise
