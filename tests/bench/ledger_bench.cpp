// What it costs to judge a block, beside the bare checking of its signatures by the same library on
// the same number of threads; what is remembered, what a coin takes, and what an address asks.
#include <benchmark/benchmark.h>
#include <cryptopp/donna.h>
#include <malloc.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "checker/checker.hpp"
#include "ledger/address_book.hpp"
#include "ledger/remembering_checker.hpp"
#include "ledger_scene.hpp"

namespace {

using namespace scene;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

constexpr std::size_t payments_of_a_block = 1'000;

const Wealth& two_thousand_coins() {
    static const Wealth made = wealth(2 * payments_of_a_block);
    return made;
}
const Block& block_of_payments() {
    static const Block block = payments(two_thousand_coins(), payments_of_a_block);
    return block;
}
Height next_height() { return Height{two_thousand_coins().blocks.size() + 1}; }

void put_in(Ledger& ledger, const std::vector<Block>& blocks) {
    Height height{1};
    for (const Block& block : blocks) {
        if (!ledger.connect(block, height)) throw std::logic_error{"a coinbase was refused"};
        height = sbc::chain::above(height);
    }
}

// Connects the block, and takes it back without counting that.
void connect_again_and_again(benchmark::State& state, Ledger& ledger) {
    const Block& block = block_of_payments();
    for (auto _ : state) {
        const auto begin = Clock::now();
        const auto undo = ledger.connect(block, next_height());
        state.SetIterationTime(seconds_since(begin));
        if (!undo || !ledger.disconnect(block, *undo)) {
            state.SkipWithError("refused");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{payments_of_a_block} * 2);
}

// --- signatures ----------------------------------------------------------------------------------

void connect_block(benchmark::State& state) {
    sbc::checker::Checker checker{static_cast<unsigned>(state.range(0)), 64};
    Ledger ledger{rules, seed, checker};
    put_in(ledger, two_thousand_coins().blocks);
    connect_again_and_again(state, ledger);
}
BENCHMARK(connect_block)->Arg(1)->Arg(2)->UseManualTime()->Unit(benchmark::kMillisecond);

void connect_remembered(benchmark::State& state) {
    sbc::checker::Checker checker{1};
    RememberingChecker remembering{checker, seed};
    Ledger ledger{rules, seed, remembering};
    put_in(ledger, two_thousand_coins().blocks);
    const auto undo = ledger.connect(block_of_payments(), next_height());
    if (!undo || !ledger.disconnect(block_of_payments(), *undo)) state.SkipWithError("refused");
    connect_again_and_again(state, ledger);
}
BENCHMARK(connect_remembered)->UseManualTime()->Unit(benchmark::kMillisecond);

// Bare: the library's own check of the same signatures, shared out by a counter.
void bare_signatures(benchmark::State& state) {
    struct Signed {
        sbc::Bytes message;
        sbc::crypto::PublicKey key;
        sbc::crypto::Signature signature;
    };
    std::vector<Signed> all;
    for (std::size_t i = 0; i < payments_of_a_block; ++i) {
        const auto payment = check_transaction(block_of_payments().transactions[i]).value();
        const auto message = signed_bytes(rules.network, payment.unsigned_text());
        for (std::size_t k = 0; k < 2; ++k) {
            all.push_back({message, two_thousand_coins().owners[2 * i + k].public_key(),
                           payment.parts().inputs[k].signature});
        }
    }
    for (auto _ : state) {
        std::atomic<std::size_t> next = 0;
        std::atomic<std::size_t> hold = 0;
        const auto work = [&] {
            for (std::size_t i = next++; i < all.size(); i = next++) {
                const auto& [message, key, signature] = all[i];
                if (CryptoPP::Donna::ed25519_sign_open(message.data(), message.size(),
                                                       key.bytes.data(),
                                                       signature.bytes.data()) == 0) {
                    ++hold;
                }
            }
        };
        const auto begin = Clock::now();
        {
            std::vector<std::jthread> others;
            for (std::int64_t i = 1; i < state.range(0); ++i) others.emplace_back(work);
            work();
        }
        state.SetIterationTime(seconds_since(begin));
        if (hold != all.size()) state.SkipWithError("a signature does not hold");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(all.size()));
}
BENCHMARK(bare_signatures)->Arg(1)->Arg(2)->UseManualTime()->Unit(benchmark::kMillisecond);

// --- one transaction -----------------------------------------------------------------------------

void read_transactions(benchmark::State& state) {
    const auto& texts = block_of_payments().transactions;
    for (auto _ : state) {
        for (const auto& text : texts) benchmark::DoNotOptimize(check_transaction(text));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(texts.size()));
}
BENCHMARK(read_transactions)->Unit(benchmark::kMillisecond);

// --- coins ---------------------------------------------------------------------------------------

// Believes every signature, so that what is left is the ledger's own work.
class Believer : public SignatureChecker {
public:
    void ask(SignedMessage) override {}
    std::optional<WrongSignature> verdict() override { return std::nullopt; }
};

// A block of 1,000 payments connected and taken back, without its signatures.
void apply_and_undo(benchmark::State& state) {
    Believer believer;
    Ledger ledger{rules, seed, believer};
    put_in(ledger, two_thousand_coins().blocks);
    const Block& block = block_of_payments();
    for (auto _ : state) {
        const auto undo = ledger.connect(block, next_height());
        if (!undo || !ledger.disconnect(block, *undo)) {
            state.SkipWithError("refused");
            break;
        }
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{payments_of_a_block});
}
BENCHMARK(apply_and_undo)->Unit(benchmark::kMillisecond);

constexpr std::size_t million = 1'000'000;

Outpoint outpoint(std::size_t number) {
    const auto text = std::to_string(number / 2);
    return {sbc::crypto::hash256(sbc::as_bytes(text)), static_cast<std::uint32_t>(number % 2)};
}

void million_coins(benchmark::State& state) {
    double bytes = 0;
    for (auto _ : state) {
        const std::size_t before = ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
        Coins coins{seed};
        for (std::size_t i = 0; i < million; ++i) {
            if (!coins.add(outpoint(i), {{{}, Amount{i}}, Height{i}, false}))
                state.SkipWithError("a coin is there twice");
        }
        bytes = static_cast<double>(::mallinfo2().uordblks + ::mallinfo2().hblkhd - before);
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{million});
    state.counters["bytes_each"] = bytes / static_cast<double>(million);
}
BENCHMARK(million_coins)->Iterations(1)->Unit(benchmark::kMillisecond);

// --- an address ----------------------------------------------------------------------------------

// One that has to do with each of 100,000 transactions: its balance, and the last hundred lines of
// its history.
void balance_of_an_address(benchmark::State& state) {
    const Wealth& from = two_thousand_coins();
    AddressBook book = AddressBook::of_everybody(seed);
    for (std::uint64_t height = 1; height <= 100'000; ++height) {
        Transaction mined;
        mined.coinbase = Coinbase{Height{height}, rules.network};
        mined.outputs = {{from.owners[0].public_key(), Amount{1}},
                         {from.owners[height % 1'000].public_key(), Amount{1}}};
        const std::vector block{check_transaction(encode(mined)).value()};
        book.applied({block, {}}, Height{height});
    }
    const auto& key = from.owners[0].public_key();
    double slowest = 0;
    for (auto _ : state) {
        const auto begin = Clock::now();
        benchmark::DoNotOptimize(book.balance(key));
        benchmark::DoNotOptimize(book.history(key, 100));
        slowest = std::max(slowest, seconds_since(begin));
    }
    if (book.history_size(key) != 100'000) state.SkipWithError("something is missing");
    state.counters["slowest"] = slowest;
}
BENCHMARK(balance_of_an_address)->Iterations(1'000);

}  // namespace

BENCHMARK_MAIN();
