#pragma once

#include <string>
#include <vector>

#include "block.hpp"

namespace stage {

// #region show
// "alice pays bob 100: you are great"
[[nodiscard]] std::string describe(std::string_view transaction);
// Enough digits to recognise a hash by.
[[nodiscard]] std::string short_text(const Hash& hash);
// A box, line by line.
[[nodiscard]] std::vector<std::string> show_block(Height height, const Block& block);
// A line for each height, the highest first, and a column for each branch. The first header has
// this height, and each other one follows one that stands before it in the list.
[[nodiscard]] std::vector<std::string> show_tree(Height lowest, const Hash& tip,
                                                 const std::vector<Header>& headers);
// #endregion show

}  // namespace stage
