// What a block costs on its way through a node beside the checking of its signatures: as a message,
// written and read, beside a bare parse of the same bytes; and in the objects that ask for it.
#include <benchmark/benchmark.h>

#include <nlohmann/json.hpp>

#include "chain/merkle.hpp"
#include "ledger_scene.hpp"
#include "node/download.hpp"
#include "node/header_sync.hpp"
#include "node/message.hpp"
#include "p2p/carried.hpp"

namespace {

using namespace sbc::node;
using sbc::chain::BlockTree;
using sbc::net::LinkId;

// Ten payments with a signature each.
const Block& block_of_ten() {
    static const Block block = scene::payments(scene::wealth(20), 10);
    return block;
}
const std::string& text_of_ten() {
    static const std::string text = encode(NodeMessage{OneBlock{block_of_ten()}});
    return text;
}

// --- as a message --------------------------------------------------------------------------------

void parse_bare(benchmark::State& state) {
    const std::string& text = text_of_ten();
    for (auto _ : state) {
        const auto parsed = nlohmann::json::parse(text);
        benchmark::DoNotOptimize(parsed.size());
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["bytes_each"] = static_cast<double>(text.size());
}
BENCHMARK(parse_bare)->Unit(benchmark::kMicrosecond);

void decode_block(benchmark::State& state) {
    const std::string& text = text_of_ten();
    for (auto _ : state) {
        const auto message = decode_node_message(text);
        if (!message) return state.SkipWithError("refused");
        benchmark::DoNotOptimize(&message);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decode_block)->Unit(benchmark::kMicrosecond);

void encode_block(benchmark::State& state) {
    const NodeMessage message{OneBlock{block_of_ten()}};
    for (auto _ : state) benchmark::DoNotOptimize(encode(message).size());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(encode_block)->Unit(benchmark::kMicrosecond);

// With what p2p puts around it: the bytes of a frame.
void decode_carried(benchmark::State& state) {
    const sbc::Bytes bytes = sbc::p2p::encode(sbc::p2p::Direct{"node", text_of_ten()});
    for (auto _ : state) {
        const auto carried = sbc::p2p::decode(bytes);
        if (!carried) return state.SkipWithError("refused");
        const auto message = decode_node_message(std::get<sbc::p2p::Direct>(*carried).body);
        if (!message) return state.SkipWithError("refused");
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(decode_carried)->Unit(benchmark::kMicrosecond);

void encode_carried(benchmark::State& state) {
    const NodeMessage message{OneBlock{block_of_ten()}};
    for (auto _ : state) {
        const auto bytes = sbc::p2p::encode(sbc::p2p::Direct{"node", encode(message)});
        benchmark::DoNotOptimize(bytes.size());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(encode_carried)->Unit(benchmark::kMicrosecond);

void check_decoded(benchmark::State& state) {
    const Block& block = block_of_ten();
    for (auto _ : state) {
        auto leaves = sbc::chain::leaves_of(block.transactions);
        benchmark::DoNotOptimize(sbc::chain::merkle_top(leaves).root);
        benchmark::DoNotOptimize(hash_of(block.header));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(check_decoded)->Unit(benchmark::kMicrosecond);

// --- in the objects ------------------------------------------------------------------------------

constexpr std::size_t long_history = 4'000;

sbc::chain::Network easy() {
    sbc::chain::Network network;
    network.easiest = sbc::chain::Bits{0x207fffff};  // every second hash is a block
    return network;
}
const std::vector<Header>& headers_of_a_long_history() {
    static const std::vector<Header> headers = [] {
        std::vector<Header> made;
        BlockTree tree{easy()};
        const auto keep = keep_in(tree);
        while (made.size() < long_history) {
            const auto& parent = tree.best();
            Header header;
            header.previous = parent.hash;
            header.time = parent.time() + std::chrono::seconds{5};
            header.bits = tree.next_bits(parent);
            while (!check_header(header)) {
                header.nonce = sbc::chain::Nonce{header.nonce.value() + 1};
            }
            if (!keep(header, header.time)) throw std::logic_error{"a header was refused"};
            made.push_back(header);
        }
        return made;
    }();
    return headers;
}

// Shown, shown again, and kept.
void headers_first(benchmark::State& state) {
    const auto& headers = headers_of_a_long_history();
    std::map<Hash, std::size_t> places;
    for (std::size_t i = 0; i < headers.size(); ++i) places[hash_of(headers[i])] = i + 1;
    const sbc::U256 work = [&] {
        BlockTree tree{easy()};
        for (const Header& header : headers) (void)keep_in(tree)(header, header.time);
        return tree.best().work;
    }();
    for (auto _ : state) {
        BlockTree tree{easy()};
        HeaderSync sync{tree, keep_in(tree)};
        const Tip tip{hash_of(headers.back()), Height{headers.size()}, work};
        auto steps = sync.tip(LinkId{1}, tip, {});
        while (!steps.asks.empty()) {
            const std::size_t from = places[steps.asks[0].locator.front()];
            const std::size_t count = std::min(most_headers, headers.size() - from);
            const auto begin = headers.begin() + static_cast<std::ptrdiff_t>(from);
            steps = sync.headers(LinkId{1}, {begin, begin + static_cast<std::ptrdiff_t>(count)},
                                 headers.back().time, {});
        }
        if (tree.ours().height != Height{headers.size()}) state.SkipWithError("not all came");
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{long_history});
}
BENCHMARK(headers_first)->Unit(benchmark::kMillisecond);

// Eight neighbours have everything and bring it in turn.
void bodies_of_eight(benchmark::State& state) {
    const auto& headers = headers_of_a_long_history();
    for (auto _ : state) {
        state.PauseTiming();
        auto tree = std::make_unique<BlockTree>(easy());
        for (const Header& header : headers) {
            const auto checked = check_header(header);
            if (!checked || !tree->accept(*checked, header.time)) state.SkipWithError("refused");
        }
        state.ResumeTiming();
        Download download{*tree};
        std::map<LinkId, std::vector<Hash>> asked;
        const auto perform = [&](const Download::Steps& steps) {
            for (const auto& ask : steps.asks) {
                auto& of_one = asked[ask.of];
                of_one.insert(of_one.end(), ask.hashes.begin(), ask.hashes.end());
            }
        };
        for (std::uint64_t link = 0; link < 8; ++link) {
            perform(download.has({LinkId{link}, hash_of(headers.back())}, {}));
        }
        while (tree->best().height != Height{headers.size()}) {
            for (std::uint64_t link = 0; link < 8; ++link) {
                for (const Hash& hash : std::exchange(asked[LinkId{link}], {})) {
                    tree->body_arrived(*tree->find(hash));
                    tree->follow(tree->best());
                    perform(download.arrived(LinkId{link}, hash, 4'000, {}));
                }
            }
        }
        state.PauseTiming();
        tree.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * std::int64_t{long_history});
}
BENCHMARK(bodies_of_eight)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
