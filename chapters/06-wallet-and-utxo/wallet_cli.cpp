#include "desk.hpp"
#include "gui/cli_program.hpp"

// #region wallet-cli
int main(int argc, char** argv) try {
    using namespace sbc::gui;
    stage::Files files;
    CliProgram program = in_this_terminal("wallet-cli", "A wallet, and a ledger in a file.");
    program.options = [&](sbc::CommandLine& line) { add_options(line, files); };
    program.open = [&]() -> sbc::Result<std::unique_ptr<Backend>, CliError> {
        auto desk = open_desk(files);
        if (!desk) return sbc::refuse(CliError::Refused, desk.error().text);
        return std::move(*desk);
    };
    return run_cli(argc, argv, program);
} catch (const std::exception& broken) {
    sbc::log_error(broken.what());
    return 1;
}
// #endregion wallet-cli
