#include <iostream>

#include "greet.hpp"

// #region words
int main(int argc, char** argv) {
    if (argc != 2) return 2;
    // #endregion words
    // #region answer
    std::cout << stage::greeting(argv[1]) << '\n';
    const bool heard = std::cout.good();
    // #region code
    const int code = heard ? 0 : 1;
    std::cout.flush();
    // #endregion code
    return code;
    // #endregion answer
}
