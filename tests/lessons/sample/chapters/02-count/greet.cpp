#include "greet.hpp"

namespace stage {

std::string greeting(const std::string& name) {
    // #region count
    static int visitors = 0;
    return "welcome, " + name + ", visitor " + std::to_string(++visitors);
    // #endregion count
}

}  // namespace stage
