#include <chrono>

#include "base/random.hpp"
#include "driver/driver.hpp"
#include "fetch.hpp"
#include "p2p/edge_node.hpp"
#include "show.hpp"
#include "verify.hpp"

// #region fetch-chain
// The chain of a core, from the genesis block on; nothing, when it cannot be had.
static std::vector<stage::Block> fetch_chain(const sbc::net::Address& core, std::string network) {
    asio::io_context io;
    sbc::net::Switchboard links{io, {}};
    stage::Fetch fetch{std::chrono::steady_clock::now() + std::chrono::seconds{10}};
    sbc::p2p::EdgeNode node{
        {.hello = {.network = std::move(network), .id = sbc::p2p::NodeId{sbc::random64()}},
         .cores = {core},
         .keepalive = {}},
        {&fetch}};
    sbc::driver::Driver{io, links, node}.run();
    return fetch.chain();
}
// #endregion fetch-chain

// #region show-and-check
static void show(const std::vector<stage::Block>& chain) {
    for (std::size_t height = 0; height < chain.size(); ++height) {
        for (const auto& line : stage::show_block(stage::Height{height}, chain[height])) {
            sbc::say(line);
        }
    }
}

static bool check(const std::vector<stage::Block>& chain) {
    const auto holds = stage::check_chain(chain);
    const std::string height = std::to_string(chain.size() - 1);
    if (holds) {
        sbc::say(sbc::Tone::Good, "the chain holds, from the genesis block to block " + height);
    } else {
        sbc::say(sbc::Tone::Bad,
                 "the chain of height " + height + " is broken at " + holds.error().text);
    }
    return holds.has_value();
}
// #endregion show-and-check

// #region chain-main
int main(int argc, char** argv) {
    std::string what;
    std::string core;
    std::string network = "classroom";
    sbc::CommandLine options{"chain", "Looks at the chain of a core."};
    options.word("what", what, "show: block by block; check: whether it holds");
    options.option("--core", core, "the core to ask, as 127.0.0.1:5001");
    options.option("--network", network, "the network's name");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    const auto address = sbc::net::Address::parse(core);
    const bool asked = !core.empty() && (what == "show" || what == "check");
    if (!asked || !address || network.size() > 64) {
        sbc::log_error(!asked ? "say: chain show --core 127.0.0.1:5001, or: chain check --core …"
                       : !address ? address.error().text
                                  : "a network's name has at most 64 bytes");
        return 2;
    }
    const auto chain = fetch_chain(*address, network);
    if (chain.empty()) return 1;
    if (what == "show") show(chain);
    return what == "show" || check(chain) ? 0 : 1;
}
// #endregion chain-main
