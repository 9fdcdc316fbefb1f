#include "explorer/explorer_options.hpp"

#include <utility>

#include "base/utf8.hpp"
#include "crypto/address.hpp"

namespace sbc::explorer {
namespace {

constexpr std::size_t longest_name = 40;  // bytes

// A node is called by its address and port, a person by the address where he is paid.
Result<void, ExplorerOptionsError> read_call(const std::string& words, ExplorerSettings& settings) {
    const std::size_t mark = words.find('=');
    const std::string whom = words.substr(0, mark);
    const std::string name =
        mark == std::string::npos ? std::string{} : printable(words.substr(mark + 1), longest_name);
    const auto node = net::Address::parse(whom);
    const auto person = crypto::from_address(whom);
    if ((!node && !person) || name.empty()) {
        return refuse(ExplorerOptionsError::BadName,
                      "--call wants an address and a name, as 127.0.0.1:5001=alice or sb1…=alice, "
                      "and not " +
                          printable(words));
    }
    if (person) settings.known[*person] = name;
    if (node) settings.called[node->to_text()] = name;
    return {};
}

}  // namespace

void add_options(CommandLine& line, ExplorerOptions& options) {
    line.option("--core", options.cores, "a node to join, as 127.0.0.1:5001; may be repeated");
    line.option("--call", options.called,
                "what people call a node or an address, as 127.0.0.1:5001=alice; may be repeated");
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
        if (auto read = read_call(words, settings); !read) return pass_on(read);
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
