#include "greet.hpp"

namespace stage {

// #region greeting
std::string greeting(const std::string& name) {
    return "welcome, " + name;
}
// #endregion greeting

}  // namespace stage
