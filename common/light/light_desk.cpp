#include "light/light_desk.hpp"

#include <utility>

#include "light/light_account.hpp"

namespace sbc::light {

void add_options(CommandLine& line, LightOptions& options) {
    line.option("--core", options.cores, "a node to ask, as 127.0.0.1:5001; twice, to compare two");
    line.option("--network", options.network, "the network's name; others are refused");
    line.option("--spacing", options.spacing, "seconds between blocks, as the network has agreed");
    line.option("--keys", options.keys, "the file of the keys");
}

Result<LightSettings, LightOptionsError> read_options(const LightOptions& options) {
    if (options.cores.empty()) {
        return refuse(LightOptionsError::NoCore,
                      "no node to ask: name one with --core, as 127.0.0.1:5001");
    }
    auto cores = net::Address::parse_all(options.cores);
    if (!cores) return refuse(LightOptionsError::BadCore, cores.error().text);
    for (const net::Address& each : *cores) {
        if (each.port() != 0 && !each.is_wildcard()) continue;
        return refuse(LightOptionsError::BadCore,
                      each.to_text() +
                          " is where nobody can be called: --core wants the address "
                          "and the port of a node");
    }
    LightSettings settings;
    settings.network.name = options.network;
    settings.network.spacing = std::chrono::seconds{options.spacing};
    if (!sound(settings.network)) {
        return refuse(LightOptionsError::BadNetwork,
                      "no network is like this: a name has 1 to 64 bytes, and a spacing is 1 to "
                      "86,400 seconds");
    }
    settings.cores = std::move(*cores);
    settings.headers_file = options.keys + ".headers";
    return settings;
}

Result<std::unique_ptr<gui::Desk>, LightOptionsError> open_light_desk(const LightOptions& options) {
    auto settings = read_options(options);
    if (!settings) return pass_on(settings);
    return std::make_unique<gui::Desk>(
        std::make_unique<LightAccount>(std::move(*settings), options.keys),
        gui::settings_beside(options.keys), gui::DeskOptions{options.keys, {}, {}});
}

}  // namespace sbc::light
