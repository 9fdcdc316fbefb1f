#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace exercise {

struct Outpoint {
    std::string transaction;
    std::uint32_t index = 0;
    friend auto operator<=>(const Outpoint&, const Outpoint&) = default;
};
struct Transaction {
    std::string id;
    std::vector<Outpoint> inputs;
};

// Which of those that come have to be refused, by their places in the list, the lowest first: each
// that spends an output twice, or one that somebody before it spends. Before it are those that are
// taken already, which agree with each other, and those of the list that come earlier and are not
// refused.
[[nodiscard]] std::vector<std::size_t> double_spends(std::span<const Transaction> taken,
                                                     std::span<const Transaction> coming);

}  // namespace exercise
