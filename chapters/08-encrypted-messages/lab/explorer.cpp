// A window for the projector: what the whole network does, as one node sees it.
#include <exception>

#include "base/console.hpp"
#include "explorer/explorer_node.hpp"
#include "explorer/explorer_options.hpp"
#include "gui/explorer/run_explorer.hpp"

int main(int argc, char** argv) try {
    sbc::explorer::ExplorerOptions options;
    sbc::CommandLine line{"explorer",
                          "A window on the network: its nodes, blocks, forks and the ranking; and "
                          "what breaks when a byte is changed."};
    add_options(line, options);
    if (const auto exit_code = line.parse(argc, argv)) return *exit_code;
    const auto settings = read_options(options);
    if (!settings) {
        sbc::log_error(settings.error().text);
        return 2;
    }
    auto node = sbc::explorer::ExplorerNode::open(*settings);
    if (!node) {
        sbc::log_error(node.error().text);
        return 1;
    }
    sbc::say("explorer: listening on " + (*node)->address().to_text());
    const auto ended = sbc::gui::run_explorer("SimpleBitcoin explorer", {}, **node);
    if (!ended) sbc::log_error(ended.error().text);
    return ended ? 0 : 1;
} catch (const std::exception& broken) {
    sbc::log_error(broken.what());
    return 1;
}
