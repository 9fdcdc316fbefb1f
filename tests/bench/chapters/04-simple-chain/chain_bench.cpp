// How fast a chain is verified, beside bare hashing of the same bytes; and what a pool of a million
// transactions costs.
#include <benchmark/benchmark.h>
#include <cryptopp/sha.h>
#include <malloc.h>

#include <array>
#include <set>

#include "builder.hpp"
#include "pool.hpp"
#include "transaction.hpp"
#include "verify.hpp"

namespace {

std::string payment(std::uint64_t number) {
    return stage::encode({.from = "alice",
                          .to = "bob",
                          .points = stage::Points{100},
                          .note = "you are great",
                          .nonce = stage::PaymentNonce{number}});
}

std::vector<stage::Block> chain_of(std::size_t blocks, std::size_t transactions) {
    std::vector<stage::Block> chain{stage::genesis()};
    std::uint64_t number = 0;
    while (chain.size() < blocks) {
        std::vector<std::string> texts;
        while (texts.size() < transactions) texts.push_back(payment(number++));
        chain.push_back(stage::build_block(chain.back().header, texts, chain.back().header.time));
    }
    return chain;
}

void verify_chain(benchmark::State& state) {
    const auto chain = chain_of(1'000, static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        if (!stage::check_chain(chain)) state.SkipWithError("the chain does not hold");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(chain.size()));
}
BENCHMARK(verify_chain)->Arg(1)->Arg(100);

// --- bare: the same bytes through the library ----------------------------------------------------

using Digest = std::array<CryptoPP::byte, 32>;

Digest twice(CryptoPP::SHA256& sha, const void* bytes, std::size_t size) {
    Digest digest;
    sha.CalculateDigest(digest.data(), static_cast<const CryptoPP::byte*>(bytes), size);
    sha.CalculateDigest(digest.data(), digest.data(), digest.size());
    return digest;
}

void bare_hashes(benchmark::State& state) {
    const std::size_t blocks = 1'000;
    const std::vector<std::string> transactions(static_cast<std::size_t>(state.range(0)),
                                                payment(7));
    const Digest header[3]{};  // 72 bytes of it
    std::vector<Digest> digests(transactions.size());
    CryptoPP::SHA256 sha;
    for (auto _ : state) {
        for (std::size_t block = 0; block < blocks; ++block) {
            for (std::size_t i = 0; i < transactions.size(); ++i) {
                digests[i] = twice(sha, transactions[i].data(), transactions[i].size());
            }
            benchmark::DoNotOptimize(twice(sha, digests.data(), digests.size() * 32));
            benchmark::DoNotOptimize(twice(sha, header, 72));
        }
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{blocks});
}
BENCHMARK(bare_hashes)->Arg(1)->Arg(100);

// --- the pool ------------------------------------------------------------------------------------

constexpr std::size_t million = 1'000'000;

const std::vector<std::string>& million_payments() {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> made;
        made.reserve(million);
        while (made.size() < million) made.push_back(payment(made.size()));
        return made;
    }();
    return texts;
}

// Each comes twice: it is put in, then found to be there.
void fill_pool(benchmark::State& state) {
    const auto& texts = million_payments();
    double bytes = 0;
    for (auto _ : state) {
        const std::size_t before = ::mallinfo2().uordblks;
        stage::Pool pool{{.transactions = million, .bytes = 1'000 * million}};
        for (const auto& text : texts) {
            if (!pool.add(text)) state.SkipWithError("a transaction was refused");
        }
        for (const auto& text : texts) {
            if (pool.add(text)) state.SkipWithError("a transaction was taken twice");
        }
        bytes = static_cast<double>(::mallinfo2().uordblks - before);
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{2 * million});
    state.counters["bytes_each"] = bytes / static_cast<double>(million);
}
BENCHMARK(fill_pool)->Iterations(1)->Unit(benchmark::kMillisecond);

// Bare: a set of the library's digests.
void fill_set(benchmark::State& state) {
    const auto& texts = million_payments();
    CryptoPP::SHA256 sha;
    for (auto _ : state) {
        std::set<Digest> digests;
        std::size_t found = 0;
        for (const auto& text : texts) digests.insert(twice(sha, text.data(), text.size()));
        for (const auto& text : texts) found += digests.count(twice(sha, text.data(), text.size()));
        if (found != million) state.SkipWithError("a digest was lost");
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{2 * million});
}
BENCHMARK(fill_set)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
