// What it costs to validate a header and to follow a chain, beside the bare hashing of the same
// headers; and the memory of a block.
#include <benchmark/benchmark.h>
#include <cryptopp/sha.h>
#include <malloc.h>

#include <array>

#include "chain/chain.hpp"
#include "chain/header_verifier.hpp"

namespace {

using namespace sbc::chain;

// Every second hash is a block, so that chains are made quickly.
Network easy(std::uint32_t interval, std::uint32_t gaps) {
    Network network;
    network.name = "bench";
    network.easiest = Bits{0x207fffff};
    network.interval = interval;
    network.gaps = gaps;
    return network;
}

// Blocks without transactions, one every five seconds, as the network plans.
std::vector<Block> chain_of(const Network& network, std::size_t length) {
    BlockTree tree{network, length};
    const Place* tip = &tree.root();
    std::vector<Block> blocks;
    while (blocks.size() < length) {
        Header header;
        header.previous = tip->hash;
        header.time = tip->time() + network.spacing;
        header.bits = tree.next_bits(*tip);
        auto checked = check_header(header);
        for (; !checked; checked = check_header(header)) {
            header.nonce = Nonce{header.nonce.value() + 1};
        }
        tip = tree.accept(*checked, header.time).value();
        blocks.push_back({header, {}});
    }
    return blocks;
}

// --- headers -------------------------------------------------------------------------------------

// With a new target every 2,016 headers, as in Bitcoin, or every 4, as in a classroom.
void validate_headers(benchmark::State& state) {
    const auto interval = static_cast<std::uint32_t>(state.range(0));
    const Network network = easy(interval, interval == 4 ? 4 : interval - 1);
    const auto blocks = chain_of(network, 10'000);
    const BlockTree tree{network};
    for (auto _ : state) {
        HeaderVerifier verifier{network, tree.root()};
        for (const Block& block : blocks) {
            if (!verifier.add(block.header, block.header.time)) state.SkipWithError("refused");
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(blocks.size()));
}
BENCHMARK(validate_headers)->Arg(2'016)->Arg(4);

// Bare: the library's double SHA-256 of as many times 80 bytes.
void bare_hashes(benchmark::State& state) {
    std::vector<std::array<CryptoPP::byte, 80>> headers(10'000);
    std::array<CryptoPP::byte, 32> digest{};
    CryptoPP::SHA256 sha;
    for (auto _ : state) {
        for (const auto& header : headers) {
            sha.CalculateDigest(digest.data(), header.data(), header.size());
            sha.CalculateDigest(digest.data(), digest.data(), digest.size());
            benchmark::DoNotOptimize(digest);
        }
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(headers.size()));
}
BENCHMARK(bare_hashes);

// --- a chain -------------------------------------------------------------------------------------

// There are no transactions, and nothing is kept: what is measured is the chain.
class NoLedger : public Ledger {
public:
    [[nodiscard]] sbc::Result<void, BlockError> check(std::string_view) const override {
        return {};
    }
    [[nodiscard]] sbc::Result<Undo, BlockError> apply(const Block&, Height) override {
        return Undo{};
    }
    void undo(const Block&, const Undo&) override {}
};
class NoStore : public BlockStore {
public:
    [[nodiscard]] sbc::Result<void, StoreError> keep(const Hash&, Height, const Block&) override {
        return {};
    }
    [[nodiscard]] sbc::Result<Block, StoreError> body(const Hash&) const override {
        return sbc::refuse(StoreError::Missing, "nothing is kept");
    }
    [[nodiscard]] sbc::Result<Undo, StoreError> undo(const Hash&) const override {
        return sbc::refuse(StoreError::Missing, "nothing is kept");
    }
    [[nodiscard]] sbc::Result<void, StoreError> move(const Move&) override { return {}; }
    void forget(const Hash&) override {}
    [[nodiscard]] sbc::Result<void, StoreError> each_block(
        const std::function<void(const Kept&)>&) const override {
        return {};
    }
    [[nodiscard]] sbc::Result<void, StoreError> each_value(
        std::string_view, std::string_view,
        const std::function<bool(std::string_view, std::string_view)>&) const override {
        return {};
    }
};

void follow_chain(benchmark::State& state) {
    const Network network = easy(4, 4);
    const auto blocks = chain_of(network, 100'000);
    NoLedger ledger;
    NoStore store;
    double bytes = 0;
    for (auto _ : state) {
        const std::size_t before = ::mallinfo2().uordblks;
        Chain chain{network, ledger, store};
        for (const Block& block : blocks) {
            if (!chain.add(block, block.header.time)) state.SkipWithError("refused");
        }
        bytes = static_cast<double>(::mallinfo2().uordblks - before);
        if (chain.height() != Height{blocks.size()}) state.SkipWithError("not followed");
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(blocks.size()));
    state.counters["bytes_each"] = bytes / static_cast<double>(blocks.size());
}
BENCHMARK(follow_chain)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
