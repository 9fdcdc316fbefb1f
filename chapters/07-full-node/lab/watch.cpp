#include <asio/post.hpp>
#include <chrono>

#include "base/random.hpp"
#include "crypto/address.hpp"
#include "driver/driver.hpp"
#include "light_wallet.hpp"
#include "p2p/edge_pair.hpp"

// #region watch
int main(int argc, char** argv) {
    std::vector<std::string> cores;
    std::vector<std::string> watched;
    std::uint32_t spacing = 5;
    sbc::chain::Network network;
    sbc::CommandLine options{"watch", "Tells what two nodes prove of some addresses."};
    options.option("--core", cores, "a node to ask, as 127.0.0.1:5001; twice, to compare two");
    options.option("--network", network.name, "the network's name; others are refused");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    options.words("addresses", watched, "whose payments to look for, 1 to 100");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    network.spacing = std::chrono::seconds{spacing};
    const auto known = sbc::net::Address::parse_all(cores);
    std::set<stage::PublicKey> addresses;
    for (const std::string& text : watched) {
        const auto address = sbc::crypto::from_address(text);
        if (!address) sbc::log_error(address.error().text);
        if (!address) return 2;
        addresses.insert(*address);
    }
    if (!known || known->empty() || addresses.empty() || addresses.size() > 100 ||
        !sound(network)) {
        sbc::log_error(known ? "say: watch --core 127.0.0.1:5001 ADDRESS" : known.error().text);
        return 2;
    }
    // #endregion watch

    // #region watch-run
    asio::io_context io;
    sbc::net::Switchboard links{io, {}};
    std::optional<sbc::p2p::EdgePair> pair;
    stage::LightWallet wallet{network, addresses, [&](stage::LinkId link) {
                                  const auto address = pair->address_of(link);
                                  return address ? address->to_text() : "a core";
                              }};
    const sbc::p2p::Hello hello{.network = network.name, .id = sbc::p2p::NodeId{sbc::random64()}};
    pair.emplace(sbc::p2p::EdgePairSettings{.edge = {.hello = hello, .cores = *known}},
                 std::vector<sbc::p2p::Application*>{&wallet});
    sbc::driver::Driver driver{io, links, *pair};
    asio::post(io, [] {
        sbc::say(
            "watch: what is proven here stands in a block. What nobody can prove: that a core");
        sbc::say("watch: leaves nothing out, that a coin is not spent since, that all this is not");
        sbc::say("watch: an old history. And the cores know your addresses now.");
    });
    driver.run();
    sbc::say("watch: stopped");
    // #endregion watch-run
}
