#pragma once

#include <string>

namespace stage {

// #region greeting
// What a visitor hears; never empty.
std::string greeting(const std::string& name);
// #endregion greeting

}  // namespace stage
