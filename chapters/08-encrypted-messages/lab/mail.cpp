// Letters in a terminal: an edge that hangs on a node, and writes and gets letters for one address.
#include <chrono>

#include "crypto/random_bytes.hpp"
#include "driver/driver.hpp"
#include "lab/correspondent.hpp"
#include "p2p/edge_node.hpp"

int main(int argc, char** argv) {
    std::string name;
    std::string core;
    std::uint32_t spacing = 5;
    sbc::chain::Network network;
    sbc::CommandLine options{"mail",
                             "Letters. Type /write NAME TEXT, /letters, /card, /renew or "
                             "/quit."};
    options.word("name", name,
                 "whose letters: the keys are made of it, and anybody can guess them");
    options.option("--core", core, "the node to hang on, as 127.0.0.1:5001");
    options.option("--network", network.name, "the network's name");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    network.spacing = std::chrono::seconds{spacing};
    const auto address = sbc::net::Address::parse(core);
    if (!address || !sound(network)) {
        sbc::log_error(address ? "a spacing has 1 to 86,400 seconds" : address.error().text);
        return 2;
    }
    const auto key = lab::key_of(name);
    sbc::say(name + " has the address " + sbc::crypto::to_address(key.public_key()));
    asio::io_context io;
    sbc::net::Switchboard links{io, {}};
    lab::Correspondent letters{
        {.network = lab::id_of(network),
         .card_secret = [&](stage::Sequence card) { return lab::card_secret_of(name, card); },
         .fresh = [] { return sbc::crypto::random_secret<32>(); }},
        key};
    sbc::p2p::EdgeNode node{
        {.hello = {.network = network.name, .id = sbc::p2p::NodeId{sbc::random64()}},
         .cores = {*address}},
        {&letters}};
    sbc::driver::Driver{io, links, node}.run();
}
