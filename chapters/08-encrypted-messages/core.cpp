#include <asio/post.hpp>
#include <charconv>
#include <chrono>
#include <filesystem>

#include "base/random.hpp"
#include "chain/memory_store.hpp"
#include "checker/checker.hpp"
#include "crypto/address.hpp"
#include "crypto/random_bytes.hpp"
#include "driver/driver.hpp"
#include "lab/keyboard.hpp"
#include "lab/pause.hpp"
#include "ledger/remembering_checker.hpp"
#include "message/engraving_service.hpp"
#include "miner/miner.hpp"
#include "p2p/core_node.hpp"
#include "post_office.hpp"
#include "ranking/chain_ranking.hpp"
#include "store/sqlite_store.hpp"

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

// #region hash-rate
static std::string hash_rate(std::uint64_t tried, std::chrono::duration<double, std::micro> time) {
    const auto tenths =
        static_cast<std::uint64_t>(10.0 * static_cast<double>(tried) / time.count());
    return "mined after " + std::to_string(tried) + " hashes, " + std::to_string(tenths / 10) +
           "." + std::to_string(tenths % 10) + " million a second";
}
// #endregion hash-rate

// #region where-it-is-kept
// A file in this folder, or (without one) nothing that survives the program.
static std::unique_ptr<sbc::chain::BlockStore> open_store(const std::string& folder, bool reindex,
                                                          const sbc::chain::Network& network) {
    if (folder.empty()) return std::make_unique<sbc::chain::MemoryStore>();
    std::error_code ignored;  // what is wrong with the folder, opening the file will say
    std::filesystem::create_directories(folder, ignored);
    auto store = sbc::store::SqliteStore::open(folder + "/chain.sqlite",
                                               hash_of(sbc::chain::genesis(network).header),
                                               {.reindex = reindex});
    if (store) return std::move(*store);
    sbc::log_error(store.error().text);
    return nullptr;
}
// #endregion where-it-is-kept

// #region options
int main(int argc, char** argv) {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
    std::vector<std::string> seeds;
    sbc::chain::Network network;
    sbc::node::FullNodeSettings settings;
    settings.workbench.empty_blocks = false;
    std::uint32_t spacing = 5;
    std::uint32_t max_edges = 100;
    std::string data;
    bool reindex = false;
    std::string miner_address;
    std::string block_every = "never";
    std::uint32_t threads = 1;
    std::uint32_t quiet = 20'000;
    std::uint32_t per_address = 0;
    std::uint32_t ban_score = 0;
    sbc::CommandLine options{
        "node",
        "A full node with a post office. Type tip, pool, ranking, engraved, balance ADDRESS, "
        "say PAYMENT, /who or /quit."};
    options.option("--host", host, "the address to listen on");
    options.option("--port", port, "the port to listen on; 0: the system chooses");
    options.option("--core", seeds, "a node to join, as 127.0.0.1:5001; may be repeated");
    options.option("--network", network.name, "the network's name; others are refused");
    options.option("--spacing", spacing, "seconds between blocks, as the network has agreed");
    options.option("--max-edges", max_edges, "so many edges may hang on this node");
    options.option("--data", data, "the folder that keeps the chain; without it, memory does");
    options.flag("--reindex", reindex, "judge all the blocks in it anew");
    options.option("--address", miner_address, "who is paid for the blocks that this node mines");
    options.option("--block-every", block_every,
                   "so many milliseconds after a payment has come; 0: at once");
    options.flag("--empty-blocks", settings.workbench.empty_blocks,
                 "mine also when nobody has paid");
    options.option("--threads", threads, "so many threads mine");
    options.option("--quiet", quiet, "milliseconds of silence before a peer is pinged");
    options.option("--max-per-address", per_address, "connections from one address; 0: any number");
    options.option("--ban-score", ban_score, "penalty points until an address is banned; 0: never");
    if (const auto exit_code = options.parse(argc, argv)) return *exit_code;
    // #endregion options

    // #region listen
    const auto at = sbc::net::Address::from(host, port);
    const auto known = sbc::net::Address::parse_all(seeds);
    const auto miner_key = sbc::crypto::from_address(miner_address);
    network.spacing = std::chrono::seconds{spacing};
    std::optional<sbc::Duration> wait;
    const bool sound = read_block_every(block_every, wait) && sbc::chain::sound(network) &&
                       threads >= 1 && threads <= 64;
    if (miner_key && wait) settings.miner = {*miner_key, {}};
    const bool paid = miner_key || (miner_address.empty() && block_every == "never");
    if (!at || !known || !sound || !paid) {
        sbc::log_error(!at      ? at.error().text
                       : !known ? known.error().text
                       : !paid  ? "who mines must say where to be paid, with --address: " +
                                     miner_key.error().text
                               : "--block-every takes milliseconds; a name has at most 64 bytes, a "
                                 "spacing 1 to 86,400 seconds; 1 to 64 threads mine");
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

    // #region restored
    const auto store = open_store(data, reindex, network);
    if (store == nullptr) return 1;
    sbc::checker::Checker signatures{sbc::checker::hardware_threads()};
    const sbc::ledger::HashSeed seed{sbc::random64(), sbc::random64()};
    sbc::ledger::RememberingChecker checker{signatures, seed};
    const sbc::crypto::Hash id = hash_of(sbc::chain::genesis(network).header);
    sbc::ledger::KeptLedger ledger{{.network = id}, seed, checker};
    sbc::chain::Chain chain{network, ledger, *store};
    if (const auto restored = chain.restore(); !restored) {
        sbc::log_error(restored.error().text + "; try --reindex");
        return 1;
    }
    sbc::node::FullNode full{{chain, ledger.ledger(), *store, seed}, settings};
    if (const auto restored = full.restore(std::chrono::steady_clock::now()); !restored) {
        sbc::log_error(restored.error().text);
        return 1;
    }
    // #endregion restored
    // #region applications
    sbc::ranking::ChainRanking ranking{chain, *store};
    sbc::message::EngravingIndex engraved{chain, *store};
    sbc::message::EngravingService engravings{chain, *store, engraved,
                                              sbc::message::waiting_in(full)};
    full.when_payment_comes([&](const auto& payment) { engravings.came(payment); });
    stage::PostOffice post{{.network = id, .dice = sbc::crypto::random_secret<32>()}};
    lab::Keyboard keyboard{full, ledger.ledger()};
    // #endregion applications
    // #region core
    lab::Pause pause{full, wait.value_or(sbc::Duration{0})};
    const sbc::p2p::Hello hello{.network = network.name,
                                .role = sbc::p2p::Role::Core,
                                .port = self->port(),
                                .id = sbc::p2p::NodeId{sbc::random64()}};
    sbc::p2p::CoreNode node{{.hello = hello,
                             .self = *self,
                             .seeds = *known,
                             .max_edges = max_edges,
                             .keepalive = {.quiet = sbc::Duration{quiet}}},
                            {&full, &full.light(), &ranking, &engraved, &engravings, &post,
                             &post.round(), &keyboard, &pause}};
    // #endregion core

    // #region mine
    // The node says what is to be mined, the miner's threads look for it; neither knows the other.
    // What a thread has found it hands to the thread of the io_context.
    using Clock = std::chrono::steady_clock;
    Clock::time_point begun;
    std::uint64_t tried_before = 0;
    sbc::driver::Driver driver{io, links, node};
    sbc::miner::Miner miner{threads, [&](const sbc::miner::Job& solved) {
                                asio::post(io, [&, solved] {
                                    const std::uint64_t tried = miner.hashes() - tried_before;
                                    sbc::say(hash_rate(tried, Clock::now() - begun));
                                    full.solved(solved);
                                    driver.wake();
                                });
                            }};
    // #endregion mine

    // #region jobs
    sbc::miner::JobId at_work{0};
    driver.after_each([&] {
        const auto job = pause.job();
        const sbc::miner::JobId wanted = job ? job->id : sbc::miner::JobId{0};
        if (wanted == at_work) return;
        at_work = wanted;
        begun = Clock::now();
        tried_before = miner.hashes();
        if (job) miner.work_on(*job);
        if (!job) miner.rest();
    });
    asio::post(io, [&] {  // who reads this may press Ctrl+C, so it is said once that is heard
        sbc::say("node: listening on " + self->to_text());
        sbc::say("node: at block " + std::to_string(chain.height().value()));
    });
    driver.run();
    sbc::say("node: stopped");
    // #endregion jobs
}
