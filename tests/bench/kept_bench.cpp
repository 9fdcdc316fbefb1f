// What a restart costs with 100,000 blocks, and what it costs to tell a store of each block what
// must be found again.
#include <benchmark/benchmark.h>

#include <chrono>

#include "../scratch_folder.hpp"
#include "chain/chain.hpp"
#include "chain/memory_store.hpp"
#include "chain/merkle.hpp"
#include "ledger/kept_ledger.hpp"
#include "ledger_scene.hpp"
#include "store/sqlite_store.hpp"

namespace {

using namespace scene;
using sbc::chain::Chain;
using sbc::chain::MemoryStore;
using Clock = std::chrono::steady_clock;

// Believes every signature, so that what is left is the ledger's own work.
class Believer : public SignatureChecker {
public:
    void ask(SignedMessage) override {}
    std::optional<WrongSignature> verdict() override { return std::nullopt; }
};

// --- a restart -----------------------------------------------------------------------------------

constexpr std::size_t blocks_of_a_history = 100'000;

// Every second hash is a block.
sbc::chain::Network network() {
    sbc::chain::Network made;
    made.name = "bench";
    made.easiest = sbc::chain::Bits{0x207fffff};
    return made;
}
Rules network_rules() { return {hash_of(genesis(network()).header), Amount{100}, 3}; }

// In each block somebody mines a coin, and nobody spends it.
Block next_block(const Chain& chain, const SigningKey& miner) {
    const auto& tip = chain.tip();
    Transaction mined;
    mined.coinbase = Coinbase{above(tip.height), network_rules().network};
    mined.outputs = {{miner.public_key(), Amount{100}}};
    Block block{{}, {encode(mined)}};
    block.header.previous = tip.hash;
    block.header.time = tip.time() + network().spacing;
    block.header.bits = chain.tree().next_bits(tip);
    block.header.merkle_root = sbc::chain::merkle_root(sbc::chain::leaves_of(block.transactions));
    while (!check_header(block.header)) {
        block.header.nonce = sbc::chain::Nonce{block.header.nonce.value() + 1};
    }
    return block;
}

void fill(sbc::chain::BlockStore& store) {
    Believer believer;
    KeptLedger ledger{network_rules(), seed, believer};
    Chain chain{network(), ledger, store};
    for (std::size_t i = 0; i < blocks_of_a_history; ++i) {
        Block block = next_block(chain, key(i % 1'000));
        const auto wall = block.header.time;
        if (!chain.add(std::move(block), wall)) throw std::logic_error{"refused"};
    }
}
MemoryStore& full_store() {
    static MemoryStore store;
    static const bool filled = (fill(store), true);
    benchmark::DoNotOptimize(filled);
    return store;
}

// It reads only: nothing is better than what the store has as ours.
void find_again(benchmark::State& state, sbc::chain::BlockStore& store) {
    Believer believer;
    KeptLedger ledger{network_rules(), seed, believer};
    Chain chain{network(), ledger, store};
    if (!chain.restore() || ledger.ledger().coins().size() != blocks_of_a_history) {
        state.SkipWithError("not restored");
    }
}

void restart(benchmark::State& state) {
    MemoryStore& store = full_store();
    for (auto _ : state) find_again(state, store);
    state.SetItemsProcessed(state.iterations() * std::int64_t{blocks_of_a_history});
}
BENCHMARK(restart)->UseRealTime()->Unit(benchmark::kMillisecond);

// As a program starts: with the file that it left.
void restart_on_disk(benchmark::State& state) {
    const ScratchFolder folder;
    const auto open = [&] {
        return sbc::store::SqliteStore::open(folder / "chain", network_rules().network).value();
    };
    {
        const auto store = open();
        if (!store->durable(false)) state.SkipWithError("it cannot be quick");
        fill(*store);
    }
    for (auto _ : state) find_again(state, *open());
    state.SetItemsProcessed(state.iterations() * std::int64_t{blocks_of_a_history});
}
BENCHMARK(restart_on_disk)->UseRealTime()->Unit(benchmark::kMillisecond);

// --- a block -------------------------------------------------------------------------------------

constexpr std::size_t payments_of_a_block = 1'000;

const Wealth& coins() {
    static const Wealth made = wealth(2 * payments_of_a_block);
    return made;
}

// A block of payments of two coins each to two addresses, applied without its signatures; what that
// changes is taken or not. Taking it back does not count.
template <class AnyLedger>
void apply(benchmark::State& state) {
    static const Block block = payments(coins(), payments_of_a_block);
    Believer believer;
    AnyLedger ledger{rules, seed, believer};
    Height height{1};
    for (const Block& mined : coins().blocks) {
        if (!ledger.apply(mined, height)) state.SkipWithError("refused");
        height = sbc::chain::above(height);
    }
    (void)ledger.take_changes();
    for (auto _ : state) {
        const auto begin = Clock::now();
        const auto undo = ledger.apply(block, height);
        benchmark::DoNotOptimize(ledger.take_changes());
        state.SetIterationTime(std::chrono::duration<double>(Clock::now() - begin).count());
        if (!undo) {
            state.SkipWithError("refused");
            break;
        }
        ledger.undo(block, *undo);
        (void)ledger.take_changes();
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{payments_of_a_block});
}
BENCHMARK_TEMPLATE(apply, Ledger)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_TEMPLATE(apply, KeptLedger)->UseManualTime()->Unit(benchmark::kMillisecond);

// --- an address ----------------------------------------------------------------------------------

// A page of a hundred out of the 100 transactions of one of a thousand addresses.
void records_of_an_address(benchmark::State& state) {
    const MemoryStore& store = full_store();
    const auto owner = key(7).public_key();
    const Height tip{blocks_of_a_history};
    for (auto _ : state) {
        const auto found = records_of(store, owner, Height{0}, tip, 100);
        if (!found || found->size() != 100) state.SkipWithError("something is missing");
    }
    state.SetItemsProcessed(state.iterations() * 100);
}
BENCHMARK(records_of_an_address)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
