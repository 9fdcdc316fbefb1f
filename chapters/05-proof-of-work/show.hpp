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
// #endregion show

}  // namespace stage
