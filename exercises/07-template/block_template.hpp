#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace exercise {

// A payment that waits for a block.
struct Payment {
    std::string name;  // for people's eyes
    std::uint64_t fee = 0;
    std::size_t bytes = 1;
    // Whose outputs it spends, of those that wait, as places in the same list.
    std::vector<std::size_t> parents;
};
// What there is room for in a block, beside the coinbase.
struct Room {
    std::size_t payments = 100;
    std::size_t bytes = 24'000;
};
struct Template {
    std::vector<std::size_t> payments;  // by their places, in the order in which the block has them
    std::uint64_t coinbase = 0;         // what the miner pays to himself
};

// What the next block is to hold. `waiting` are all that wait, as they came: parents before their
// children.
//
// A payment can be had only together with those of its ancestors that are not in the block yet:
// they are its package. Again and again the package that pays most for a byte is put in, of two
// that pay the same the one whose payment came first, as long as there is one that fits. The
// coinbase takes the subsidy and the fees of those that are in the block, exactly.
[[nodiscard]] Template make_template(std::span<const Payment> waiting, Room room,
                                     std::uint64_t subsidy);

}  // namespace exercise
