#include "explorer/explorer_options.hpp"

#include <utility>

#include "base/utf8.hpp"

namespace sbc::explorer {
namespace {

constexpr std::size_t longest_name = 40;  // bytes

Result<std::pair<std::string, std::string>, ExplorerOptionsError> read_call(
    const std::string& words) {
    const std::size_t mark = words.find('=');
    const auto address = net::Address::parse(words.substr(0, mark));
    const std::string name = mark == std::string::npos ? std::string{} : words.substr(mark + 1);
    if (!address || name.empty()) {
        return refuse(ExplorerOptionsError::BadName,
                      "--call wants an address and a name, as 127.0.0.1:5001=alice, and not " +
                          printable(words));
    }
    return std::pair{address->to_text(), printable(name, longest_name)};
}

}  // namespace

void add_options(CommandLine& line, ExplorerOptions& options) {
    line.option("--core", options.cores, "a node to join, as 127.0.0.1:5001; may be repeated");
    line.option("--call", options.called,
                "what people call a node, as 127.0.0.1:5001=alice; may be repeated");
    line.option("--network", options.network, "the network's name; others are refused");
    line.option("--spacing", options.spacing, "seconds between blocks, as the network has agreed");
    line.option("--host", options.host, "the address to listen on");
    line.option("--port", options.port, "the port to listen on; 0: the system chooses");
}

Result<ExplorerSettings, ExplorerOptionsError> read_options(const ExplorerOptions& options) {
    ExplorerSettings settings;
    auto listen = net::Address::from(options.host, options.port);
    if (!listen) return refuse(ExplorerOptionsError::BadAddress, listen.error().text);
    auto cores = net::Address::parse_all(options.cores);
    if (!cores) return refuse(ExplorerOptionsError::BadAddress, cores.error().text);
    for (const std::string& words : options.called) {
        auto call = read_call(words);
        if (!call) return pass_on(call);
        settings.called.insert(std::move(*call));
    }
    settings.listen = std::move(*listen);
    settings.cores = std::move(*cores);
    settings.network.name = options.network;
    settings.network.spacing = std::chrono::seconds{options.spacing};
    if (!sound(settings.network)) {
        return refuse(ExplorerOptionsError::BadNetwork,
                      "no network is like this: a name has 1 to 64 bytes, and a spacing is 1 to "
                      "86,400 seconds");
    }
    return settings;
}

}  // namespace sbc::explorer
