#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sbc {

// Something that stands on another one: a block on its parent, a version on the one before it.
struct Twig {
    std::string name;  // unique
    std::string parent;
    std::uint64_t height = 0;
};

// Draws a tree in text, the highest first: a line for each height, a column for each branch, from
// its end down to where it leaves another one. The branch that ends in `tip` has the first column.
//
//         7  ●     3f21…
//         6  ●  ○  9c04…  77ab…
//         5  ●──┘  11fe…
//
// A twig whose parent is not among them is a root. Each is drawn at its own height. What leaves a
// branch stands to its right, the highest fork nearest, so that no line crosses a branch.
[[nodiscard]] std::vector<std::string> draw_branches(const std::vector<Twig>& twigs,
                                                     const std::string& tip);

}  // namespace sbc
