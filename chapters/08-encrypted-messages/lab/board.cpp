// Chapter 03's board in a terminal, with posts that are signed.
#include "driver/driver.hpp"
#include "lab/signed_board.hpp"
#include "p2p/edge_node.hpp"

int main(int argc, char** argv) {
    std::string name;
    std::string core;
    sbc::chain::Network network;
    sbc::CommandLine options{"board", "A board. Type post TEXT, list, follow or /quit."};
    options.option("--name", name, "who posts: the key is made of it, and anybody can guess it");
    options.option("--core", core, "the node to hang on, as 127.0.0.1:5001");
    options.option("--network", network.name, "the network's name");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    const auto address = sbc::net::Address::parse(core);
    if (!address || name.empty()) {
        sbc::log_error(address ? "say who posts, with --name" : address.error().text);
        return 2;
    }
    const auto key = lab::key_of(name);
    asio::io_context io;
    sbc::net::Switchboard links{io, {}};
    lab::SignedBoard board{lab::id_of(network), key};
    sbc::p2p::EdgeNode node{
        {.hello = {.network = network.name, .id = sbc::p2p::NodeId{sbc::random64()}},
         .cores = {*address}},
        {&board}};
    sbc::driver::Driver{io, links, node}.run();
}
