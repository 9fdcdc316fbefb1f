#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/console.hpp"
#include "gui/desk.hpp"
#include "light/light_thread.hpp"

namespace sbc::light {

// What a program must be told that shows a light wallet, in a window or on a command line.
struct LightOptions {
    std::vector<std::string> cores{};  // "127.0.0.1:5001"; two, to compare what they say
    std::string network = "classroom";
    std::uint32_t spacing = 5;  // seconds between blocks
    std::string keys = "wallet.keys";
};
// --core, --network, --spacing, --keys. The options outlive the parsing.
void add_options(CommandLine& line, LightOptions& options);

enum class LightOptionsError {
    NoCore,      // there is nobody to ask
    BadCore,     // not an address and a port
    BadNetwork,  // a name or a spacing that no network has
};
// Beside the key file lie the payments that wait (.payments), the headers (.headers), and the
// settings.
[[nodiscard]] Result<LightSettings, LightOptionsError> read_options(const LightOptions& options);
// Its wallet calls the cores from now on, and says goodbye to them when the desk goes.
[[nodiscard]] Result<std::unique_ptr<gui::Desk>, LightOptionsError> open_light_desk(
    const LightOptions& options);

}  // namespace sbc::light
