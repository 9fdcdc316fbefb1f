#include "gui/cli_program.hpp"
#include "light/light_desk.hpp"

// #region wallet-cli
int main(int argc, char** argv) try {
    using namespace sbc::gui;
    sbc::light::LightOptions light;
    auto program = in_this_terminal("wallet-cli", "A wallet with letters.", Whose::Network);
    program.options = [&](sbc::CommandLine& line) { add_options(line, light); };
    program.open = [&]() -> sbc::Result<std::unique_ptr<Backend>, CliError> {
        auto desk = open_light_desk(light);
        if (!desk) return sbc::refuse(CliError::Usage, desk.error().text);
        return std::move(*desk);
    };
    return run_cli(argc, argv, program);
} catch (const std::exception& broken) {
    sbc::log_error(broken.what());
    return 1;
}
// #endregion wallet-cli
