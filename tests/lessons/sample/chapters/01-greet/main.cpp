#include <iostream>

#include "base/console.hpp"
#include "greet.hpp"

// #region words
int main(int argc, char** argv) {
    std::string name;
    bool loud = false;
    // #endregion words
    // #region answer
    sbc::CommandLine options{"greeter", "Greets."};
    options.word("name", name, "who came");
    options.flag("--loud", loud, "so that all hear it");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    std::cout << stage::greeting(name) << (loud ? '!' : '.') << '\n';
    const bool heard = std::cout.good();
    // #region code
    const int code = heard ? 0 : 1;
    std::cout.flush();
    // #endregion code
    return code;
    // #endregion answer
}
