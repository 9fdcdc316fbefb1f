#include "gui/window/run.hpp"
#include "light/light_desk.hpp"

// #region wallet-window
int main(int argc, char** argv) try {
    sbc::light::LightOptions light;
    sbc::CommandLine line{"wallet", "A wallet in a window, which asks nodes."};
    add_options(line, light);
    if (const auto exit = line.parse(argc, argv)) return *exit;
    auto desk = open_light_desk(light);
    if (!desk) sbc::log_error(desk.error().text);
    if (!desk) return 1;
    const sbc::gui::Look look = (*desk)->look();
    auto ended = sbc::gui::run_wallet("SimpleBitcoin wallet " + light.keys, look, std::move(*desk));
    if (!ended) sbc::log_error(ended.error().text);
    return ended ? 0 : 1;
} catch (const std::exception& broken) {
    sbc::log_error(broken.what());
    return 1;
}
// #endregion wallet-window
