#pragma once

#include <string>
#include <vector>

#include "chain/block.hpp"

namespace stage {

// #region show
// "30 to sb1qxy…, 69 to sb1abc…: you are great"
[[nodiscard]] std::string describe(std::string_view transaction);
// Enough digits to recognise a hash by.
[[nodiscard]] std::string short_text(const sbc::crypto::Hash& hash);
// A box, line by line.
[[nodiscard]] std::vector<std::string> show_block(sbc::chain::Height height,
                                                  const sbc::chain::Block& block);
// #endregion show

}  // namespace stage
