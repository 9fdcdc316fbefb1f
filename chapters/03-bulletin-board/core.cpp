#include "base/random.hpp"
#include "board.hpp"
#include "core_node.hpp"
#include "driver.hpp"

// #region options
int main(int argc, char** argv) {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::vector<std::string> seeds;
    std::string network = "classroom";
    std::uint32_t max_edges = 100;
    std::uint32_t want_cores = 4;
    std::uint32_t quiet = 20'000;
    bool naive = false;
    std::uint32_t per_address = 0;
    std::uint32_t ban_score = 0;
    sbc::CommandLine options{"core", "A core: keeps the network together. Type /who or /quit."};
    options.option("--host", host, "the address to listen on");
    options.option("--port", port, "the port to listen on; 0: the system chooses");
    options.option("--core", seeds, "a core to join, as 127.0.0.1:5001; may be repeated");
    options.option("--network", network, "the network's name; nodes of others are refused");
    options.option("--max-edges", max_edges, "so many edges may hang on this core");
    options.flag("--naive", naive, "pass on whatever comes: floods the network");
    options.option("--want-cores", want_cores, "with fewer neighbours it calls cores it hears of");
    options.option("--quiet", quiet, "milliseconds of silence before a peer is pinged");
    options.option("--max-per-address", per_address, "connections from one address; 0: any number");
    options.option("--ban-score", ban_score, "penalty points until an address is banned; 0: never");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    // #endregion options

    // #region listen
    const auto at = sbc::net::Address::from(host, port);
    const auto known = sbc::net::Address::parse_all(seeds);
    if (!at || !known || network.size() > 64) {
        sbc::log_error(!at      ? at.error().text
                       : !known ? known.error().text
                                : "a network's name has at most 64 bytes");
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
    const stage::Hello hello{.network = network,
                             .role = stage::Role::Core,
                             .port = self->port(),
                             .id = stage::NodeId{sbc::random64()}};
    stage::Board board{"a core"};
    stage::CoreNode node{{.hello = hello,
                          .self = *self,
                          .seeds = *known,
                          .max_edges = max_edges,
                          .want_cores = want_cores,
                          .keepalive = {.quiet = sbc::Duration{quiet}},
                          .naive = naive},
                         {&board}};
    stage::Driver{io, links, node}.run();
    sbc::say("core: stopped");
    // #endregion core
}
