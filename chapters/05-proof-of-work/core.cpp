#include <charconv>

#include "base/random.hpp"
#include "chain_app.hpp"
#include "driver/driver.hpp"
#include "p2p/core_node.hpp"

// #region block-every
// "never", or a number of milliseconds. False: neither.
static bool read_block_every(const std::string& text, std::optional<sbc::Duration>& into) {
    std::uint32_t number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec == std::errc{} && read.ptr == end) into = sbc::Duration{number};
    return into.has_value() || text == "never";
}
// #endregion block-every

// #region options
int main(int argc, char** argv) {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::vector<std::string> seeds;
    std::string network = "classroom";
    std::uint32_t max_edges = 100;
    std::string block_every = "never";
    std::uint32_t quiet = 20'000;
    std::uint32_t per_address = 0;
    std::uint32_t ban_score = 0;
    sbc::CommandLine options{"core", "A core with the chain. Type show, pool, /who or /quit."};
    options.option("--host", host, "the address to listen on");
    options.option("--port", port, "the port to listen on; 0: the system chooses");
    options.option("--core", seeds, "a core to join, as 127.0.0.1:5001; may be repeated");
    options.option("--network", network, "the network's name; nodes of others are refused");
    options.option("--max-edges", max_edges, "so many edges may hang on this core");
    options.option("--block-every", block_every,
                   "build blocks: so many milliseconds after a transaction; 0: one for each");
    options.option("--quiet", quiet, "milliseconds of silence before a peer is pinged");
    options.option("--max-per-address", per_address, "connections from one address; 0: any number");
    options.option("--ban-score", ban_score, "penalty points until an address is banned; 0: never");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    // #endregion options

    // #region listen
    const auto at = sbc::net::Address::from(host, port);
    const auto known = sbc::net::Address::parse_all(seeds);
    stage::ChainSettings settings{.name = "core"};
    const bool sound = read_block_every(block_every, settings.block_every) && network.size() <= 64;
    if (!at || !known || !sound) {
        sbc::log_error(!at      ? at.error().text
                       : !known ? known.error().text
                                : "--block-every takes milliseconds; a name has at most 64 bytes");
        return 2;
    }
    asio::io_context io;
    sbc::net::SwitchboardLimits limits;
    limits.admission.max_per_address = per_address;
    limits.admission.ban_score = ban_score;
    sbc::net::Switchboard links{io, limits};
    const auto self = links.listen(*at);
    if (!self) {
        sbc::log_error(self.error().text);
        return 1;
    }
    // #endregion listen
    // #region core
    sbc::say("core: listening on " + self->to_text());
    const sbc::p2p::Hello hello{.network = network,
                                .role = sbc::p2p::Role::Core,
                                .port = self->port(),
                                .id = sbc::p2p::NodeId{sbc::random64()}};
    stage::ChainApp chain{settings};
    sbc::p2p::CoreNode node{{.hello = hello,
                             .self = *self,
                             .seeds = *known,
                             .max_edges = max_edges,
                             .keepalive = {.quiet = sbc::Duration{quiet}}},
                            {&chain}};
    sbc::driver::Driver{io, links, node}.run();
    sbc::say("core: stopped");
    // #endregion core
}
