#include <chrono>

#include "base/random.hpp"
#include "driver/driver.hpp"
#include "fetch.hpp"
#include "p2p/edge_node.hpp"
#include "show.hpp"
#include "verify.hpp"

// #region fetch-chain
// Fills in what a core answers; nothing, when it does not.
static void ask(const sbc::net::Address& core, const stage::Network& network, stage::Fetch& fetch) {
    asio::io_context io;
    sbc::net::Switchboard links{io, {}};
    sbc::p2p::EdgeNode node{
        {.hello = {.network = network.name, .id = sbc::p2p::NodeId{sbc::random64()}},
         .cores = {core},
         .keepalive = {}},
        {&fetch}};
    sbc::driver::Driver{io, links, node}.run();
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

static bool check(const stage::Network& network, const std::vector<stage::Block>& chain) {
    const auto wall = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto work = stage::check_chain(network, chain, wall);
    const std::string height = std::to_string(chain.size() - 1);
    if (work) {
        sbc::say(sbc::Tone::Good, "the chain holds, from the genesis block to block " + height);
        sbc::say("it took about " + std::to_string(work->low64()) + " hashes to make it");
    } else {
        sbc::say(sbc::Tone::Bad,
                 "the chain of height " + height + " is broken at " + work.error().text);
    }
    return work.has_value();
}
// #endregion show-and-check

// #region chain-main
int main(int argc, char** argv) {
    std::string what;
    std::string core;
    stage::Network network;
    std::uint32_t spacing = 5;
    bool tree = false;
    sbc::CommandLine options{"chain", "Looks at the chain of a core."};
    options.word("what", what, "show: block by block; check: whether it holds");
    options.flag("--tree", tree, "show the last blocks of all branches");
    options.option("--core", core, "the core to ask, as 127.0.0.1:5001");
    options.option("--network", network.name, "the network's name");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    network.spacing = std::chrono::seconds{spacing};
    const auto address = sbc::net::Address::parse(core);
    const bool asked = !core.empty() && (what == "show" || (what == "check" && !tree));
    if (!asked || !address || !stage::sound(network)) {
        sbc::log_error(!asked ? "say: chain show --core 127.0.0.1:5001, or: chain check --core …"
                       : !address ? address.error().text
                                  : "a name has at most 64 bytes, a spacing 1 to 86,400 seconds");
        return 2;
    }
    stage::Fetch fetch{tree ? stage::Fetched::Tree : stage::Fetched::Chain, network,
                       std::chrono::steady_clock::now() + std::chrono::seconds{10}};
    ask(*address, network, fetch);
    if (tree ? fetch.tree().headers.empty() : fetch.chain().empty()) return 1;
    if (what == "check") return check(network, fetch.chain()) ? 0 : 1;
    if (tree) {
        const auto& top = fetch.tree();
        for (const auto& line : stage::show_tree(top.height, top.tip, top.headers)) sbc::say(line);
    } else {
        show(fetch.chain());
    }
}
// #endregion chain-main
