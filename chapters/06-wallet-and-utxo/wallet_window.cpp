#include "desk.hpp"
#include "gui/window/run.hpp"

// #region wallet-window
int main(int argc, char** argv) try {
    stage::Files files;
    sbc::CommandLine line{"wallet", "A wallet in a window, and a ledger in a file."};
    add_options(line, files);
    if (const auto exit = line.parse(argc, argv)) return *exit;
    auto desk = open_desk(files);
    if (!desk) sbc::log_error(desk.error().text);
    if (!desk) return 1;
    const sbc::gui::Look look = (*desk)->look();
    auto ended = sbc::gui::run_wallet("SimpleBitcoin wallet", look, std::move(*desk));
    if (!ended) sbc::log_error(ended.error().text);
    return ended ? 0 : 1;
} catch (const std::exception& broken) {
    sbc::log_error(broken.what());
    return 1;
}
// #endregion wallet-window
