// What it costs to keep blocks on a disk, beside SQLite alone; and what a restart reads.
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "../scratch_folder.hpp"
#include "bare_store.hpp"
#include "store/sqlite_store.hpp"

namespace kit {

using namespace sbc::chain;
using sbc::store::SqliteStore;

}  // namespace kit

#include "../stores/pages.hpp"

namespace {

using namespace kit;

void must(bool holds) {
    if (!holds) throw std::runtime_error{"the store has refused something"};
}

// As with a real ledger: ten payments of 370 bytes spend ten coins, make twenty, and concern thirty
// addresses.
std::string key(char book, std::uint64_t number, std::size_t size) {
    const auto hash = sbc::crypto::hash256(sbc::as_bytes(std::to_string(number)));
    return book + std::string{sbc::as_text(hash.bytes)} + std::string(size - 33, '\0');
}
Changes changes_of(std::uint64_t block) {
    Changes changes;
    for (std::uint64_t i = 0; i < 20; ++i) {
        changes.push_back({key('c', 20 * block + i, 37), std::string(48, 'v')});
    }
    for (std::uint64_t i = 0; i < 10 && block > 0; ++i) {
        changes.push_back({key('c', 20 * (block - 1) + i, 37), {}});
    }
    for (std::uint64_t i = 0; i < 30; ++i) changes.push_back({key('a', 30 * block + i, 41), ""});
    return changes;
}
Page next_page(const Page& below) {
    Block block;
    block.header.previous = below.hash;
    for (std::uint64_t i = 0; i < 10; ++i) {
        std::string payment = std::to_string(10 * below.height.value() + i);
        payment.resize(370, '.');
        block.transactions.push_back(std::move(payment));
    }
    block.header.merkle_root = merkle_root(leaves_of(block.transactions));
    return {hash_of(block.header), above(below.height), std::move(block)};
}
const std::string undo(32 + 10 * 48, 'u');

// --- moves ---------------------------------------------------------------------------------------

void blocks_moved(benchmark::State& state) {
    const ScratchFolder folder;
    const auto store = SqliteStore::open(folder / "chain", root).value();
    must(store->durable(state.range(0) != 0).has_value());
    Page page = genesis_page();
    for (auto _ : state) {
        state.PauseTiming();
        page = next_page(page);
        const Move move{{}, {{page.hash, page.height, undo}}, changes_of(page.height.value())};
        state.ResumeTiming();
        must(store->keep(page.hash, page.height, page.block).has_value());
        must(store->move(move).has_value());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(blocks_moved)->ArgName("durable")->Arg(1)->Arg(0)->UseRealTime();

void bare_blocks(benchmark::State& state) {
    const ScratchFolder folder;
    BareStore bare{folder / "chain"};
    bare.run(state.range(0) != 0 ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
    Page page = genesis_page();
    for (auto _ : state) {
        state.PauseTiming();
        page = next_page(page);
        const Changes changes = changes_of(page.height.value());
        std::string body;
        for (const std::string& text : page.block.transactions) body += text;
        const auto header = encode(page.block.header);
        state.ResumeTiming();
        bare.run("BEGIN IMMEDIATE");
        bare.put(bare.block, page.hash.bytes, header, body, undo);
        for (const auto& [key, value] : changes) {
            value ? bare.put(bare.state, key, *value) : bare.put(bare.gone, key);
        }
        bare.run("COMMIT");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bare_blocks)->ArgName("durable")->Arg(1)->Arg(0)->UseRealTime();

// --- a restart -----------------------------------------------------------------------------------

constexpr std::uint64_t many = 100'000;

// 100,000 blocks of ten payments, which leave 100,000 coins. Closed.
const std::string& long_history() {
    static const ScratchFolder folder;
    static const std::string path = [] {
        const auto store = SqliteStore::open(folder / "chain", root).value();
        must(store->durable(false).has_value());
        Page page = genesis_page();
        for (std::uint64_t i = 0; i < many; ++i) {
            page = next_page(page);
            must(store->keep(page.hash, page.height, page.block).has_value());
            const Changes changes{{key('c', i, 37), std::string(48, 'v')}, {key('a', i, 41), ""}};
            must(store->move({{}, {{page.hash, page.height, undo}}, changes}).has_value());
        }
        return folder / "chain";
    }();
    return path;
}

void restart(benchmark::State& state) {
    const std::string& path = long_history();
    for (auto _ : state) {
        std::uint64_t blocks = 0;
        std::uint64_t coins = 0;
        const auto store = SqliteStore::open(path, root).value();
        must(store->each_block([&](const BlockStore::Kept&) { ++blocks; }).has_value());
        must(store->each_value("c", {}, [&](auto, auto) { return ++coins > 0; }).has_value());
        must(blocks == many && coins == many);
    }
}
BENCHMARK(restart)->Unit(benchmark::kMillisecond)->UseRealTime();

void bodies_read(benchmark::State& state) {
    const auto store = SqliteStore::open(long_history(), root).value();
    std::vector<Hash> hashes;
    must(store->each_block([&](const BlockStore::Kept& kept) { hashes.push_back(kept.hash); })
             .has_value());
    std::size_t next = 0;
    for (auto _ : state) must(store->body(hashes[next++ * 7'919 % many]).has_value());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(bodies_read);

}  // namespace

BENCHMARK_MAIN();
