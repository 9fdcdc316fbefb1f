// A full node that begins at the genesis block catches up with another one: over loopback, with
// files, each in a process of its own; beside the library's verification of the same signatures.
// SBC_BENCH_BLOCKS says how long the history is, where 10,000 blocks would take too long.
#include <benchmark/benchmark.h>
#include <cryptopp/donna.h>
#include <sqlite3.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "../scratch_folder.hpp"
#include "bench_core.hpp"
#include "chain/gathering_store.hpp"
#include "chain/merkle.hpp"
#include "checker/checker.hpp"
#include "ledger/kept_ledger.hpp"
#include "miner/search.hpp"
#include "node/full_node.hpp"
#include "own_process.hpp"
#include "processor_time.hpp"
#include "store/sqlite_store.hpp"

namespace {

using namespace sbc;

constexpr std::size_t payments_each = 10;

std::uint64_t blocks_wanted() {
    const char* text = std::getenv("SBC_BENCH_BLOCKS");
    return text == nullptr ? 10'000 : std::strtoull(text, nullptr, 10);
}
void must(bool holds, const char* what) {
    if (!holds) throw std::runtime_error{what};
}

chain::Network network() { return {.name = "bench", .easiest = chain::Bits{0x207fffff}}; }
const ledger::Rules rules{.network = hash_of(chain::genesis(network()).header)};
constexpr ledger::HashSeed seed{1, 2};

// As a program makes one, but for its command line.
struct Home {
    explicit Home(const std::string& name, unsigned threads = 1)
        : file{store::SqliteStore::open(name, rules.network).value()}, checker{threads} {
        must(chain.restore().has_value(), "the chain");
    }
    void connect_to(const std::vector<net::Address>& seeds) {
        node.emplace(node::FullNode::Parts{chain, kept.ledger(), store, seed},
                     node::FullNodeSettings{});
        const auto at = links.listen(net::Address::from("127.0.0.1", 0).value()).value();
        port = at.port();
        core.emplace(p2p::CoreSettings{.hello = {.network = "bench",
                                                 .role = p2p::Role::Core,
                                                 .port = at.port(),
                                                 .id = p2p::NodeId{random64()}},
                                       .self = at,
                                       .seeds = seeds},
                     std::vector<p2p::Application*>{&*node, &node->light()});
        driver.emplace(io, links, *core);
        driver->after_each([this] { (void)store.gather(node->catching_up()); });
        driver->wake();
    }

    asio::io_context io;
    net::Switchboard links{io, {}};
    std::unique_ptr<store::SqliteStore> file;
    chain::GatheringStore store{*file};
    checker::Checker checker;
    ledger::KeptLedger kept{rules, seed, checker};
    chain::Chain chain{network(), kept, store};
    std::optional<node::FullNode> node;
    std::optional<p2p::CoreNode> core;
    std::optional<driver::Driver<p2p::CoreNode>> driver;
    std::uint16_t port = 0;
};

// --- a long history ------------------------------------------------------------------------------

crypto::SigningKey owner(std::size_t number) {
    const auto bytes = crypto::hash256(as_bytes("owner " + std::to_string(number))).bytes;
    return crypto::SigningKey{crypto::SigningKey::Seed{bytes}};
}

// Blocks of a coinbase with ten outputs, for ten owners, and ten payments that spend those of three
// blocks before.
class Maker {
public:
    Maker() {
        for (std::size_t i = 0; i < payments_each; ++i) keys_.push_back(owner(i));
    }
    chain::Block next(const chain::Place& tip, chain::Bits bits) {
        chain::Block block;
        block.transactions = {coinbase(above(tip.height))};
        if (mined_.size() > 3) pay(mined_[mined_.size() - 4], block);
        block.header.previous = tip.hash;
        block.header.merkle_root = chain::merkle_root(chain::leaves_of(block.transactions));
        block.header.time = tip.time() + std::chrono::seconds{5};
        block.header.bits = bits;
        block.header = miner::search(block.header, UINT32_MAX).value();
        return block;
    }

private:
    std::string coinbase(chain::Height height) {
        ledger::Transaction mined;
        mined.coinbase = ledger::Coinbase{height, rules.network};
        for (const auto& key : keys_) {
            mined.outputs.push_back({key.public_key(), ledger::Amount{10}});
        }
        std::string text = encode(mined);
        mined_.push_back(ledger::check_transaction(text).value().id());
        return text;
    }
    void pay(const crypto::Hash& from, chain::Block& block) {
        for (std::uint32_t i = 0; i < payments_each; ++i) {
            ledger::Transaction payment;
            payment.inputs = {{{from, i}, {}}};
            payment.outputs = {{keys_[(i + 1) % payments_each].public_key(), ledger::Amount{10}}};
            payment.note = ledger::Note{"memo", "you are great"};
            payment.inputs[0].signature = keys_[i].sign(
                ledger::signed_bytes(rules.network, ledger::encode_unsigned(payment)));
            block.transactions.push_back(encode(payment));
        }
    }

    std::vector<crypto::SigningKey> keys_;
    std::vector<crypto::Hash> mined_;
};

int make(const std::string& file, std::uint64_t blocks) {
    Home home{file};
    must(home.store.gather(true).has_value(), "the store");
    Maker maker;
    while (home.chain.height().value() < blocks) {
        const auto& tip = home.chain.tip();
        auto block = maker.next(tip, home.chain.tree().next_bits(tip));
        const auto wall = block.header.time;
        must(home.chain.add(std::move(block), wall).has_value(), "a block of ours");
    }
    must(home.store.settle().has_value(), "the file");
    std::cout << "made" << std::endl;
    return 0;
}

// Made once for all runs.
const std::string& long_history() {
    static const ScratchFolder folder;
    static const bool made =
        OwnProcess{{"make", folder / "long", std::to_string(blocks_wanted())}}.line() == "made";
    must(made, "no long history");
    static const std::string file = folder / "long";
    return file;
}

// --- catching up ---------------------------------------------------------------------------------

int serve(const std::string& file) {
    Home home{file};
    home.connect_to({});
    std::cout << home.port << std::endl;
    const Hush hush;
    home.io.run();
    return 0;
}

// Resident, without what SQLite remembers of the file: that is 32 MB at most.
double resident_bytes() {
    std::ifstream statm{"/proc/self/statm"};
    double size = 0;
    double resident = 0;
    statm >> size >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) -
           static_cast<double>(sqlite3_memory_used());
}

// Says how long it took the processor, how long the clock, and how much memory a block takes, after
// the first fifth.
int catch_up(std::uint16_t port, std::uint64_t blocks, unsigned threads) {
    const ScratchFolder folder;
    Home home{folder / "new", threads};
    const std::uint64_t early = blocks / 5;
    double memory = 0;
    const double began = processor_seconds();
    const auto begun = std::chrono::steady_clock::now();
    {
        const Hush hush;
        home.connect_to({net::Address::from("127.0.0.1", port).value()});
        while (home.chain.height().value() < blocks) {
            const bool late = std::chrono::steady_clock::now() > begun + std::chrono::minutes{3};
            if (late || home.io.run_one_for(std::chrono::seconds{30}) == 0) return 1;
            if (memory == 0 && home.chain.height().value() >= early) memory = resident_bytes();
        }
    }
    must(home.store.settle().has_value(), "the file");
    const double seconds = processor_seconds() - began;
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begun;
    const double grown = resident_bytes() - memory;
    std::cout << seconds << ' ' << wall.count() << ' '
              << grown / static_cast<double>(blocks - early) << std::endl;
    return 0;
}

std::int64_t payments_of(std::uint64_t blocks) {
    return static_cast<std::int64_t>((blocks - 4) * payments_each);
}

// The processor's time in the node that catches up, the kernel's part of it included; or, with as
// many threads for the signatures as a program has, the time that its owner waits.
void sync_node(benchmark::State& state, bool by_the_clock) {
    const std::string& file = long_history();
    const unsigned threads = by_the_clock ? checker::hardware_threads() : 1;
    for (auto _ : state) {
        OwnProcess server{{"serve", file}};
        const std::string port = server.line();
        OwnProcess client{
            {"catch-up", port, std::to_string(blocks_wanted()), std::to_string(threads)}};
        std::istringstream said{client.line()};
        double processor = 0;
        double clock = 0;
        said >> processor >> clock >> state.counters["bytes_each"];
        if (!said) state.SkipWithError("it has not caught up");
        state.SetIterationTime(by_the_clock ? clock : processor);
    }
    state.SetItemsProcessed(state.iterations() * payments_of(blocks_wanted()));
}
BENCHMARK_CAPTURE(sync_node, processor, false)
    ->Name("sync/node")
    ->Iterations(1)
    ->Repetitions(3)
    ->UseManualTime();
BENCHMARK_CAPTURE(sync_node, clock, true)
    ->Name("sync/clock")
    ->Iterations(1)
    ->Repetitions(3)
    ->UseManualTime();

// What is verified, for who has nothing but the library.
struct Signed {
    Bytes message;
    crypto::PublicKey key;
    crypto::Signature signature;
};
const std::vector<Signed>& signatures() {
    static const std::vector<Signed> all = [] {
        std::vector<Signed> found;
        const auto store = store::SqliteStore::open(long_history(), rules.network).value();
        std::vector<chain::Hash> hashes;
        must(store->each_block([&](const auto& kept) { hashes.push_back(kept.hash); }).has_value(),
             "the blocks");
        for (const chain::Hash& hash : hashes) {
            const auto block = store->body(hash).value();
            for (const std::string& text : block.transactions) {
                const auto payment = ledger::check_transaction(text).value();
                for (const auto& [spends, signature] : payment.parts().inputs) {
                    found.push_back({ledger::signed_bytes(rules.network, payment.unsigned_text()),
                                     owner(spends.index).public_key(), signature});
                }
            }
        }
        return found;
    }();
    return all;
}

// Bare: the library's own check of the same signatures.
void sync_bare(benchmark::State& state) {
    const auto& all = signatures();
    for (auto _ : state) {
        const double began = processor_seconds();
        for (const auto& [message, key, signature] : all) {
            if (CryptoPP::Donna::ed25519_sign_open(message.data(), message.size(), key.bytes.data(),
                                                   signature.bytes.data()) != 0) {
                state.SkipWithError("a signature does not hold");
            }
        }
        state.SetIterationTime(processor_seconds() - began);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(sync_bare)->Name("sync/bare")->Iterations(1)->Repetitions(3)->UseManualTime();

}  // namespace

// The parts of the others are this program's, too.
int main(int argc, char** argv) {
    const std::vector<std::string> words{argv, argv + argc};
    if (argc == 4 && words[1] == "make") return make(words[2], std::stoull(words[3]));
    if (argc == 3 && words[1] == "serve") return serve(words[2]);
    if (argc == 5 && words[1] == "catch-up") {
        return catch_up(static_cast<std::uint16_t>(std::stoul(words[2])), std::stoull(words[3]),
                        static_cast<unsigned>(std::stoul(words[4])));
    }
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
