// What a wallet's answers cost on a long chain, beside bare sorting and bare walking.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <random>

#include "ledger_scene.hpp"
#include "wallet/wallet.hpp"

namespace {

using namespace scene;
using namespace sbc::wallet;

constexpr std::size_t transactions = 100'000;
constexpr std::size_t in_a_block = 100;
constexpr std::size_t own = 10'000;  // of them
constexpr std::size_t waiting = 10;

const PublicKey& owner() {
    static const PublicKey key = scene::key(1).public_key();
    return key;
}
const PublicKey& stranger() {
    static const PublicKey key = scene::key(2).public_key();
    return key;
}

// A payment of a coin that nobody has spent before. Nobody looks at its signature.
sbc::ledger::CheckedTransaction payment(std::size_t number, const PublicKey& to,
                                        std::uint64_t amount) {
    Transaction paid;
    paid.inputs = {{{sbc::crypto::hash256(sbc::as_bytes(std::to_string(number))), 0}, {}}};
    paid.outputs = {{to, Amount{amount}}, {stranger(), Amount{5}}};
    return sbc::ledger::check_transaction(encode(paid)).value();
}

// A wallet that has seen a chain of 100,000 transactions, of which 10,000 brought it a coin, and to
// which some more are on their way.
const Wallet& long_history() {
    static const Wallet made = [] {
        Wallet wallet{rules};
        wallet.add_key(owner(), "mine");
        const Coin spent{{stranger(), Amount{20'000}}, Height{1}, false};
        std::size_t next = 0;
        for (std::uint64_t height = 1; next < transactions; ++height) {
            std::vector<CheckedTransaction> block;
            while (block.size() < in_a_block) {
                const bool ours = ++next % (transactions / own) == 0;
                block.push_back(payment(next, ours ? owner() : stranger(), 1 + next % 9'973));
            }
            const std::vector<Coin> coins(in_a_block, spent);
            wallet.applied({block, coins}, Height{height});
        }
        for (std::size_t i = 1; i <= waiting; ++i) {
            const std::vector<Coin> coins(1, spent);
            if (!wallet.waits(payment(next + i, owner(), 7), coins)) throw std::logic_error{"no"};
        }
        return wallet;
    }();
    return made;
}

void balance_of_a_long_chain(benchmark::State& state) {
    const Wallet& wallet = long_history();
    for (auto _ : state) benchmark::DoNotOptimize(wallet.balance());
}
BENCHMARK(balance_of_a_long_chain)->Unit(benchmark::kMillisecond);

// --- history -------------------------------------------------------------------------------------

// Each line as a window looks at it: what is in it, and how deep it is.
void walk_history(benchmark::State& state) {
    const Wallet& wallet = long_history();
    for (auto _ : state) {
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < wallet.entries(); ++i) {
            const Entry& entry = wallet.entry(i);
            seen += entry.amount.value() + wallet.confirmations(entry);
        }
        benchmark::DoNotOptimize(seen);
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{own + waiting});
}
BENCHMARK(walk_history);

// Bare: the same lines one after the other in a vector.
void bare_walk(benchmark::State& state) {
    std::vector<Entry> lines;
    for (std::size_t i = 0; i < long_history().entries(); ++i) {
        lines.push_back(long_history().entry(i));
    }
    const std::uint64_t height = long_history().height().value();
    for (auto _ : state) {
        std::uint64_t seen = 0;
        for (const Entry& entry : lines) seen += entry.amount.value() + height;
        benchmark::DoNotOptimize(seen);
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lines.size()));
}
BENCHMARK(bare_walk);

// --- choosing ------------------------------------------------------------------------------------

std::vector<std::uint64_t> amounts(std::size_t count) {
    std::mt19937_64 random{7};
    std::vector<std::uint64_t> made(count);
    for (std::uint64_t& amount : made) amount = 1 + random() % 1'000'000;
    return made;
}

// Fifty coins of them.
void choose_coins(benchmark::State& state) {
    std::vector<OwnCoin> coins;
    std::uint32_t number = 0;
    for (const std::uint64_t amount : amounts(static_cast<std::size_t>(state.range(0)))) {
        coins.push_back({{{}, number++}, {{owner(), Amount{amount}}, Height{1}, false}});
    }
    const PaymentSize size{std::nullopt};
    const auto fee_of = [&](std::size_t inputs) { return size.fee({}, inputs, 1); };
    for (auto _ : state) {
        const auto chosen = choose(coins, Amount{49'500'000}, fee_of, 70);
        if (!chosen) state.SkipWithError("refused");
        benchmark::DoNotOptimize(chosen);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(choose_coins)->Arg(10'000);

// Bare: the same amounts put in order.
void bare_sort(benchmark::State& state) {
    const auto made = amounts(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        auto sorted = made;
        std::sort(sorted.begin(), sorted.end());
        benchmark::DoNotOptimize(sorted);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(bare_sort)->Arg(10'000);

// From the order to the unsigned payment, with 10,000 coins in the wallet.
void plan_a_payment(benchmark::State& state) {
    const Wallet& wallet = long_history();
    const Order wanted{.to = stranger(), .amount = Amount{45'000}, .note = "thanks", .fee = {}};
    for (auto _ : state) {
        const auto plan = wallet.plan(wanted);
        if (!plan) state.SkipWithError("refused");
        benchmark::DoNotOptimize(plan);
    }
}
BENCHMARK(plan_a_payment)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
