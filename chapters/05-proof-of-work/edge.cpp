#include "base/random.hpp"
#include "chain_app.hpp"
#include "driver/driver.hpp"
#include "p2p/edge_node.hpp"

// #region options
int main(int argc, char** argv) {
    std::vector<std::string> cores;
    std::string name = "somebody";
    stage::Network network;
    std::uint32_t spacing = 5;
    std::uint32_t quiet = 20'000;
    sbc::CommandLine options{"edge",
                             "Who pays: pay bob 100 you are great, show, tree, pool, /who, /quit."};
    options.option("--core", cores, "a core to hang on, as 127.0.0.1:5001; may be repeated");
    options.option("--name", name, "your name, as the others see it");
    options.option("--network", network.name, "the network's name; others refuse you");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    options.option("--quiet", quiet, "milliseconds of silence before the core is pinged");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    // #endregion options

    // #region edge
    const auto known = sbc::net::Address::parse_all(cores);
    network.spacing = std::chrono::seconds{spacing};
    if (!known || known->empty() || name.empty() || name.size() > 64 || !stage::sound(network)) {
        sbc::log_error(known ? "name a core (--core 127.0.0.1:5001); names have 1 to 64 bytes, a "
                               "spacing 1 to 86,400 seconds"
                             : known.error().text);
        return 2;
    }
    asio::io_context io;
    sbc::net::Switchboard links{io, {}};
    const sbc::p2p::Hello hello{.network = network.name, .id = sbc::p2p::NodeId{sbc::random64()}};
    stage::ChainApp chain{{.name = name, .network = network}};
    sbc::p2p::EdgeNode node{
        {.hello = hello, .cores = *known, .keepalive = {.quiet = sbc::Duration{quiet}}}, {&chain}};
    sbc::driver::Driver{io, links, node}.run();
    sbc::say("edge: stopped");
    // #endregion edge
}
